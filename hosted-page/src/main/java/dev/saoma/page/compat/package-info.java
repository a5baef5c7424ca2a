/**
 * Sites that keep {@code authing-js-sdk} 4.x and only change {@code appHost}: what that SDK sends and what it understands.
 *
 * <p>Owns Authing's terms (users, messages, queries, error codes) and translates them; its
 * addresses are in {@code compat.web}. Nothing here signs a user in by itself: a sign-in is an ordinary one with
 * PKCE, whose verifier stays here. Must not know HTTP, cookies or pages. Only applications with {@code authingSdk: true} are
 * served.
 *
 * <pre>
 *   /connections/social/wechat:pc ─▶ AuthingSignIns.begin ─▶ /authorize … ─▶ AuthingSignIns.end ─▶ message to the opener
 *   /graphql/v2, /api/v2/…        ─▶ AuthingApi ─▶ AuthingTokens, AuthingUser
 * </pre>
 */
@NullMarked
package dev.saoma.page.compat;

import org.jspecify.annotations.NullMarked;
