/**
 * Internal. Sealing of small values that a browser keeps for us.
 *
 * <p>Owns the cipher, the format and the keys. Must not know cookies, servlets or what is sealed.
 */
@NullMarked
package dev.saoma.filter.internal.seal;

import org.jspecify.annotations.NullMarked;
