/**
 * Strict reading of JSON, for every package.
 *
 * <p>Owns what is refused because two readers could understand it differently, or because only a newer version knows it. Must
 * not know what is read, or any other package.
 */
@NullMarked
package dev.saoma.page.json;

import org.jspecify.annotations.NullMarked;
