/**
 * The way out: the proxy that calls leave through, and the authorities whose certificates are believed on the way.
 *
 * <p>Owns the choice between the proxy and the direct way, the tunnel (CONNECT), the proxy's credentials, and the words for
 * what went wrong before the other side was reached. Must not know who is called or why: WeChat's client, the sign-outs and
 * the doctor bring their own requests, limits and judgements.
 */
@NullMarked
package dev.saoma.page.outbound;

import org.jspecify.annotations.NullMarked;
