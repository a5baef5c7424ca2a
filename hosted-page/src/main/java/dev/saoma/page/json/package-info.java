/**
 * Strict reading of JSON from outside, for every package.
 *
 * <p>Owns what is refused because two readers could understand it differently. Must not know what is read, or any other
 * package.
 */
@NullMarked
package dev.saoma.page.json;

import org.jspecify.annotations.NullMarked;
