/**
 * HTTP and browser requirements, behind one {@link dev.saoma.page.http.Router}.
 *
 * <p>Owns strict reading of requests, security headers on every response, cookies on the wire, host names, cross-origin rules,
 * budgets, and how an error is rendered. Besides it only the front door, the server and the
 * console's listener import the servlet API. Must not know what any address does, and nothing of sign-ins.
 */
@NullMarked
package dev.saoma.page.http;

import org.jspecify.annotations.NullMarked;
