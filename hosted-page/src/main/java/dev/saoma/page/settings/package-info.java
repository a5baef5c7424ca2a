/**
 * The settings of the hosted page: one YAML file in, immutable records out, every mistake in one exception.
 *
 * <p>Owns the names of the keys, their defaults and rules, the {@code ${env:…}} and {@code ${file:…}} references, and the
 * {@code SAOMA_PAGE_…} variables. Reading has no side effect, so {@code --check} is the same code as a start. Must not know the
 * use of the settings: no servlet, no network, no key generation.
 */
@NullMarked
package dev.saoma.page.settings;

import org.jspecify.annotations.NullMarked;
