/**
 * The files that settings are read from.
 *
 * <p>Owns how their contents stay the same during one look at the settings. Must not know what is in them.
 */
@NullMarked
package dev.saoma.page.settings.files;

import org.jspecify.annotations.NullMarked;
