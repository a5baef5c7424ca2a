/**
 * Settings that administrators keep in the directory's database.
 *
 * <p>Owns their tables, how nodes read them beside the file, and the orders that change them. Must not know what the keys mean,
 * which {@code settings} judges, nor HTTP and screens.
 */
@NullMarked
package dev.saoma.page.database.settings;

import org.jspecify.annotations.NullMarked;
