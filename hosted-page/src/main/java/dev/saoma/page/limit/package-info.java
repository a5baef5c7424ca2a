/**
 * How much one address, or one application, may ask of the page.
 *
 * <p>Owns the counting, bounded in memory however many addresses come, and the budget of log lines that anybody can cause.
 * It is the only package that imports the rate limiter and the cache. Must not know HTTP, or what is being limited.
 */
@NullMarked
package dev.saoma.page.limit;

import org.jspecify.annotations.NullMarked;
