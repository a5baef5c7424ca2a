/**
 * What the console shows that is neither a request nor a row: an application's form and snippets, charts, differences.
 *
 * <p>Owns the fields of forms, the YAML that says the same, and what to paste into an application. Must not know sessions,
 * addresses or tables.
 */
@NullMarked
package dev.saoma.page.console.content;

import org.jspecify.annotations.NullMarked;
