/**
 * Internal. What a check has found, by key and values; the words are elsewhere.
 *
 * <p>Must not know anything else, so that every package can tell what it finds.
 */
@NullMarked
package dev.saoma.filter.finding;

import org.jspecify.annotations.NullMarked;
