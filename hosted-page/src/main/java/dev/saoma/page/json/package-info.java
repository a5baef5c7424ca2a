/**
 * JSON that others wrote, for every package.
 *
 * <p>Owns what is refused because two readers could understand it differently. Must not know what is read, or anything of ours.
 */
@NullMarked
package dev.saoma.page.json;

import org.jspecify.annotations.NullMarked;
