/**
 * The files that settings are read from.
 *
 * <p>Ensures that their contents stay the same during one reading of the settings. Must not know what is in them.
 */
@NullMarked
package dev.saoma.page.settings.files;

import org.jspecify.annotations.NullMarked;
