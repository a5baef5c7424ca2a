/**
 * Digests, used by every package.
 *
 * <p>Owns the call of the runtime, whose checked exception cannot happen. Must not know what is digested, or any other
 * package.
 */
@NullMarked
package dev.saoma.page.digest;

import org.jspecify.annotations.NullMarked;
