/**
 * Internal. Names of claims, as written in settings.
 *
 * <p>Owns how a name finds its claim. Must not know where claims come from.
 */
@NullMarked
package dev.saoma.filter.internal.claims;

import org.jspecify.annotations.NullMarked;
