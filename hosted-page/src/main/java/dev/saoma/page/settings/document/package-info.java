/**
 * The settings as a text that may be shown.
 *
 * <p>Owns the form in which settings leave the page: every value as it is written, every secret as the name of an environment
 * variable. Must not know what any setting means but which are secrets.
 */
@NullMarked
package dev.saoma.page.settings.document;

import org.jspecify.annotations.NullMarked;
