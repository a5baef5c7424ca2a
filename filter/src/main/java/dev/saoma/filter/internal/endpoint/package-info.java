/**
 * Internal. The filter's own addresses: login, callback, logout and those that pages of ours call.
 *
 * <p>Owns which address does what. Must not know how requests of the application are guarded.
 */
@NullMarked
package dev.saoma.filter.internal.endpoint;

import org.jspecify.annotations.NullMarked;
