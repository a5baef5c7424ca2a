/**
 * Signing out: of the page, and of every application that took part in the page session.
 *
 * <p>Owns the rules of OpenID Connect RP-Initiated Logout 1.0 (who may be sent where) and the queue of Back-Channel Logout
 * 1.0 (which applications are notified, how often, for how long). Must not know cookies, HTML or the servlet API.
 *
 * <pre>
 *   Parameters ─▶ LogoutRequests ─▶ LogoutRequest
 *   token ─▶ SignOuts.end ─▶ PageSessions.end, BackChannel.signedOut ─▶ BackChannelHttp, in threads of its own
 * </pre>
 */
@NullMarked
package dev.saoma.page.logout;

import org.jspecify.annotations.NullMarked;
