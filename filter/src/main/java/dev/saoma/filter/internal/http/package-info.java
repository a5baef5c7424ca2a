/**
 * Internal. Outbound HTTP: the only package that knows the HTTP client library.
 *
 * <p>Owns deadlines, byte caps and the number of calls under way. Must not know OpenID Connect, servlets or settings.
 */
@NullMarked
package dev.saoma.filter.internal.http;

import org.jspecify.annotations.NullMarked;
