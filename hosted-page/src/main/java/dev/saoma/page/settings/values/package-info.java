/**
 * Values of settings that mean the same wherever they are written: ranges of addresses, text that can be seen.
 *
 * <p>Owns their syntax. Must not know how settings are read, nor where a mistake is reported.
 */
@NullMarked
package dev.saoma.page.settings.values;

import org.jspecify.annotations.NullMarked;
