/**
 * The addresses of the page.
 *
 * <p>Owns the route handlers: each reads the request, calls the deciding package, and renders the result. Decides nothing about a
 * sign-in itself, and leaves to {@code http} what all addresses share.
 */
@NullMarked
package dev.saoma.page.web;

import org.jspecify.annotations.NullMarked;
