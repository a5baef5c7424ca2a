/**
 * What the hosted page costs beside a bare servlet in the same process and the same minute, and beside one raw signature.
 *
 * <p>Owns the load, the double of WeChat, the clock and the report. Must not know the inside of the page, but for
 * the seal, which is timed alone as well: it starts it by its front door and talks to it over HTTP. Part of no product.
 */
@NullMarked
package dev.saoma.bench.page;

import org.jspecify.annotations.NullMarked;
