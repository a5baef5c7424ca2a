/**
 * What the browser tests share: the demonstration on loopback, the browsers, and WeChat's side of a sign-in.
 *
 * <p>It owns starting and stopping what takes seconds. It must not know the tests.
 */
@NullMarked
package dev.saoma.e2e.support;

import org.jspecify.annotations.NullMarked;
