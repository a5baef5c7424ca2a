/**
 * The page's sessions of signed-in users, until they sign out or the session expires.
 *
 * <p>Owns the page sessions in the store: who, since when, and which applications take part. Must not know cookies, HTTP,
 * or what a session may be used for.
 */
@NullMarked
package dev.saoma.page.session;

import org.jspecify.annotations.NullMarked;
