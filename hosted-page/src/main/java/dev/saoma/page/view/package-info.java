/**
 * What people see: the login page, its counterpart on phones, the two hand-over pages that WeChat returns to, the error
 * page, and the style sheet, scripts and logo they use. The only package that knows Thymeleaf.
 *
 * <p>It owns the texts in every language, the look, the accessibility of the pages and the messages that cross windows.
 * It must not know HTTP, cookies, WeChat's API or OpenID Connect: it takes values and returns documents.
 *
 * <p>Templates see strings only, never objects of ours, and every value reaches the page as escaped text or attribute.
 * So no value can become part of an expression, a template name or a message key.
 *
 * <pre>
 *   record (LoginPage, ErrorPage, …) ──▶ Pages ──▶ Templates ──▶ HTML
 *                                          │  Messages  (texts)
 *                                          │  Assets    (style sheet, scripts, logo; hashed names)
 * </pre>
 */
@NullMarked
package dev.saoma.page.view;

import org.jspecify.annotations.NullMarked;
