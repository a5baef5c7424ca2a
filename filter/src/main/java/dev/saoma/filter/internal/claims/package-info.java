/**
 * Internal. Names of claims, as settings write them.
 *
 * <p>Owns how a name finds its claim. Must not know where claims come from.
 */
@NullMarked
package dev.saoma.filter.internal.claims;

import org.jspecify.annotations.NullMarked;
