/**
 * Internal. Roles that an operator writes into a file. Must not know requests, claims or settings.
 */
@NullMarked
package dev.saoma.filter.internal.roles;

import org.jspecify.annotations.NullMarked;
