/**
 * HTTP and browser requirements, behind one {@link dev.saoma.page.http.Router}.
 *
 * <p>Owns strict reading of requests, security headers on every response, cookies on the wire, host names, cross-origin rules,
 * what a request pays from its budget, and how an error is rendered. It is the only package besides the front door and the
 * server that imports the servlet API. Must not know what any address does, and nothing of sign-ins.
 */
@NullMarked
package dev.saoma.page.http;

import org.jspecify.annotations.NullMarked;
