/**
 * How many requests one address, or one application, may make.
 *
 * <p>Owns the counting, whose memory is limited however many addresses there are, and the budget of log lines that any
 * visitor can cause. It is the only package that imports the rate limiter. Must not know HTTP, or what is being limited.
 */
@NullMarked
package dev.saoma.page.limit;

import org.jspecify.annotations.NullMarked;
