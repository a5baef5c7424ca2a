/**
 * Outbound connections: the proxy that calls go through, and the authorities whose certificates are trusted.
 *
 * <p>Owns the choice between proxy and direct connection, the tunnel (CONNECT), the proxy's credentials, and the
 * descriptions of failures before the target is reached. Must not know who is called or why: WeChat's client, the sign-outs
 * and the doctor bring their own requests, limits and judgements.
 */
@NullMarked
package dev.saoma.page.outbound;

import org.jspecify.annotations.NullMarked;
