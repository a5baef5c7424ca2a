/**
 * Settings that are stored in the directory's database.
 *
 * <p>Owns their tables, reading them on each node and the operations that change them. Must not know the meaning of the keys,
 * which {@code settings} checks, nor HTTP and screens.
 */
@NullMarked
package dev.saoma.page.database.settings;

import org.jspecify.annotations.NullMarked;
