/**
 * Authing's addresses, for pools in which an application has {@code authingSdk: true}.
 *
 * <p>Owns which of Authing's addresses exist and how they look over HTTP; what they mean is in {@code compat}. Some do what
 * an address of ours does, with its handler. No other package of the page knows this one: the wiring adds its table.
 */
@NullMarked
package dev.saoma.page.compat.web;

import org.jspecify.annotations.NullMarked;
