/**
 * Internal. Roles in a file that an operator maintains. Must not know requests, claims or settings.
 */
@NullMarked
package dev.saoma.filter.internal.roles;

import org.jspecify.annotations.NullMarked;
