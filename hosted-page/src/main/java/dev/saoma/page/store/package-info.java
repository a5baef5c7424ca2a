/**
 * What must be remembered on the server: values that are good once or for a short time.
 *
 * <p>Owns the {@link dev.saoma.page.store.Store} contract (type tag, lifetime, one winner) and its in-memory form. Must
 * not know what the values mean. That a visitor begins to sign in puts nothing here.
 */
@NullMarked
package dev.saoma.page.store;

import org.jspecify.annotations.NullMarked;
