/**
 * Internal. Bearer tokens of requests: where they are read from, and the response to an invalid one. {@code oidc} verifies
 * them. Must not know sessions, sign-ins or settings.
 */
@NullMarked
package dev.saoma.filter.internal.bearer;

import org.jspecify.annotations.NullMarked;
