/**
 * Internal. Bearer tokens of requests: where they are looked for, and how a bad one is answered. Judging them is done by
 * {@code oidc}. Must not know sessions, sign-ins or settings.
 */
@NullMarked
package dev.saoma.filter.internal.bearer;

import org.jspecify.annotations.NullMarked;
