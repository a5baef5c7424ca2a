/**
 * The page's sessions of signed-in users, until they sign out or the session expires.
 *
 * <p>Owns the page sessions in the store: who, since when, and which applications know of them. Must not know cookies,
 * HTTP, or who may use a session for what.
 */
@NullMarked
package dev.saoma.page.session;

import org.jspecify.annotations.NullMarked;
