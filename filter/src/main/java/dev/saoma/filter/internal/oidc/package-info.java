/**
 * Internal. OpenID Connect as a relying party speaks it: discovery, keys, the authorization request, the token request, the
 * request to sign out and the one verifier of ID tokens and logout tokens.
 *
 * <pre>
 *   Provider ─ CachedDocument(metadata) ─┐
 *      │                                 ├─ Outbound
 *   KeySet ── CachedDocument(keys) ──────┤
 *   TokenClient ─────────────────────────┘        BearerTokens ────────┬── IdTokenVerifier ─┬─ KeySet
 *                                                 LogoutTokenVerifier ─┘                    └─ UnprovenToken
 * </pre>
 *
 * Must not know servlets, cookies or the filter's settings.
 */
@NullMarked
package dev.saoma.filter.internal.oidc;

import org.jspecify.annotations.NullMarked;
