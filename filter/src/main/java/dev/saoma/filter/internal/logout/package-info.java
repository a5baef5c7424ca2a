/**
 * Internal. Sign-outs between the provider, this application and its nodes: the redirects of a browser to the provider and
 * back, logout tokens from the provider, their forwarding to the other nodes, and the sessions that they have ended.
 *
 * <pre>
 *   BackChannelLogout ─┬─ LogoutTokenVerifier (oidc)
 *                      ├─ SeenTokens       which tokens came before
 *                      ├─ EndedSessions    checked at every request of a signed-in user
 *                      └─ OtherNodes ─ http
 * </pre>
 *
 * Must not know sessions of the container, nor settings: what has ended is identified by session id, subject and time.
 */
@NullMarked
package dev.saoma.filter.internal.logout;

import org.jspecify.annotations.NullMarked;
