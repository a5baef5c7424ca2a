/**
 * One browser's attempt to sign in, from the login page to the authorization code.
 *
 * <p>Owns the pending sign-in (sealed in a cookie, never on the server), the rule that it and every WeChat code are used
 * once, and the mapping from a WeChat user to a subject. Must not know the servlet API, HTML or how WeChat is called.
 *
 * <pre>
 *   AuthorizeRequest ─▶ SignInFlow.begin ─▶ PendingSignIn ─▶ SignInCookies (seal)
 *                             … WeChat …
 *   state, code, cookie ─▶ SignInCookies.find ─▶ SignInFlow.finish ─▶ SignInOutcome: completed, or failed with a reason
 * </pre>
 */
@NullMarked
package dev.saoma.page.signin;

import org.jspecify.annotations.NullMarked;
