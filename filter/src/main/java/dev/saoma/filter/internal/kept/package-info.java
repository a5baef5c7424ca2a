/**
 * Internal. Forms that were posted when the session had ended: kept sealed in the browser's own tab through the sign-in, and
 * handed to the application as they were sent, byte for byte.
 *
 * <p>Owns what is kept, its cookie, the checks before it is handed over, and the request that the application then sees. Must
 * not know OpenID Connect, sessions or settings. Keeps nothing on the server.
 *
 * <pre>
 *   POST /orders/7  ──▶ keep()    page with the sealed form; its script puts it into sessionStorage and goes to the login
 *   GET  …/resume   ──▶ resume()  page whose script takes it out again and posts it to /orders/7?saoma-kept=ID
 *   POST /orders/7?saoma-kept=ID ──▶ open()  the request as it was
 * </pre>
 */
@NullMarked
package dev.saoma.filter.internal.kept;

import org.jspecify.annotations.NullMarked;
