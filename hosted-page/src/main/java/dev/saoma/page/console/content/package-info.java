/**
 * The content of screens: an application's form and snippets, charts, differences.
 *
 * <p>Owns the fields of forms, their YAML, and the snippets to paste. Must not know sessions, routes or database tables.
 */
@NullMarked
package dev.saoma.page.console.content;

import org.jspecify.annotations.NullMarked;
