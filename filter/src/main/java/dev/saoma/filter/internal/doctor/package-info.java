/**
 * Internal. Looks at the application around the filter: how the container maps it, which other filters there are, and how a
 * request arrives.
 *
 * <p>Owns these checks. Must not know the provider, sign-ins or sessions of users, and changes nothing.
 */
@NullMarked
package dev.saoma.filter.internal.doctor;

import org.jspecify.annotations.NullMarked;
