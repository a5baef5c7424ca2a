/**
 * Settings stored in a database instead of the file, as plain values.
 *
 * <p>Owns both representations: rows of the database, and the equivalent YAML. Must not know the meaning of the keys: their
 * rules are those of the file, and the same code reads both.
 */
@NullMarked
package dev.saoma.page.settings.stored;

import org.jspecify.annotations.NullMarked;
