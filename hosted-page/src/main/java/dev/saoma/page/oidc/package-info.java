/**
 * The OpenID Connect provider: the requests of applications, and their responses.
 *
 * <p>Owns the protocol of OpenID Connect Core 1.0 (code flow), RFC 6749, 7636 and 9207: requests, authorization codes, tokens,
 * discovery. Must not know WeChat, browsers, cookies or the servlet API.
 *
 * <pre>
 *   Parameters ─▶ AuthorizeRequests (a list of checks) ─▶ AuthorizeRequest
 *                                  … the user signs in …
 *   AuthorizationCodes.issue ─▶ code ─▶ TokenRequests ─▶ ClientAuthentication, AuthorizationCodes.redeem, IdTokens, AccessTokens
 * </pre>
 */
@NullMarked
package dev.saoma.page.oidc;

import org.jspecify.annotations.NullMarked;
