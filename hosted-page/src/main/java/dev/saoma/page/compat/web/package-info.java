/**
 * Authing's addresses, for pools in which an application has {@code authingSdk: true}.
 *
 * <p>Owns which of Authing's addresses there are and how they look over HTTP; what they mean is in {@code compat}. Some do what
 * an address of ours does, with its handler. Nothing of the page knows this package: wiring adds its table.
 */
@NullMarked
package dev.saoma.page.compat.web;

import org.jspecify.annotations.NullMarked;
