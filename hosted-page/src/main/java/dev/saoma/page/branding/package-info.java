/**
 * What a pool looks like: its name, logo, colours, texts and links, as plain values.
 *
 * <p>Owns the arithmetic of contrast, so that no choice of colours makes text hard to read. Must not know where the values
 * come from, nor HTML or CSS.
 */
@NullMarked
package dev.saoma.page.branding;

import org.jspecify.annotations.NullMarked;
