/**
 * State that must be kept on the server: values that are valid once or for a short time.
 *
 * <p>Owns the {@link dev.saoma.page.store.Store} contract (type tag, lifetime, one winner) and its in-memory form. Must
 * not know what the values mean. Beginning a sign-in stores nothing here.
 */
@NullMarked
package dev.saoma.page.store;

import org.jspecify.annotations.NullMarked;
