/**
 * What the hosted page costs compared with a bare servlet in the same process and the same minute, and with one raw
 * signature.
 *
 * <p>Owns the load, the WeChat double, the clock and the report. It starts the page by its front door and calls it over
 * HTTP. Must not know the inside of the page, except for the seal, which is also timed alone. Not part of any product.
 */
@NullMarked
package dev.saoma.bench.page;

import org.jspecify.annotations.NullMarked;
