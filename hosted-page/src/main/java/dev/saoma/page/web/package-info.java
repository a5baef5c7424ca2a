/**
 * The addresses of the page over HTTP: one small class each, behind one {@link dev.saoma.page.web.Router}.
 *
 * <p>Owns what HTTP and browsers ask for: strict reading of requests, security headers on every answer, cookies, which
 * error is shown how. It is the only package besides the front door that imports the servlet API. Must not know the server
 * it runs in, and decides nothing about a sign-in.
 */
@NullMarked
package dev.saoma.page.web;

import org.jspecify.annotations.NullMarked;
