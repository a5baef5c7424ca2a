/**
 * Settings that stand in a database instead of the file, as plain values.
 *
 * <p>Owns their shape on both sides: rows that an administrator made, and the YAML that says the same. Must not know what the
 * keys mean: their rules are those of the file, and the same code reads both.
 */
@NullMarked
package dev.saoma.page.settings.stored;

import org.jspecify.annotations.NullMarked;
