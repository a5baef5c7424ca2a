/**
 * The addresses of the page.
 *
 * <p>Owns the route handlers: each reads the request, calls the package that decides, and renders the result. Decides
 * nothing about a sign-in itself, and leaves to {@code http} what all addresses have in common.
 */
@NullMarked
package dev.saoma.page.web;

import org.jspecify.annotations.NullMarked;
