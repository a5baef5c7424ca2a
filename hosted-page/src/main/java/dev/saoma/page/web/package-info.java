/**
 * The addresses of the page.
 *
 * <p>Owns what each address does: reads the request, asks those who decide, and shows the result. Decides nothing about a
 * sign-in itself, and leaves to {@code http} what all addresses share.
 */
@NullMarked
package dev.saoma.page.web;

import org.jspecify.annotations.NullMarked;
