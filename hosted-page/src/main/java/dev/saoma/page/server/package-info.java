/**
 * The stand-alone server.
 *
 * <p>Owns Jetty, which nothing else imports: sockets, limits, graceful stop, and the responses to requests so malformed that
 * they reach no servlet. Must not know what the servlet does.
 */
@NullMarked
package dev.saoma.page.server;

import org.jspecify.annotations.NullMarked;
