/**
 * Internal. The decision on each request to the application: let it through, and as which user, or challenge the client to sign
 * in.
 *
 * <p>Owns the order of the checks, how a refusal is answered and the requests that the application sees. Must not know tokens,
 * keys or outbound HTTP.
 */
@NullMarked
package dev.saoma.filter.internal.guard;

import org.jspecify.annotations.NullMarked;
