/**
 * The product in a real browser: sandbox, hosted page and WAR on loopback sockets, driven by Chromium.
 *
 * <p>It owns the tests that follow a user from page to page; what they share is in {@code support}. It must use the product
 * only through HTTP, the browser and the sandbox's front door.
 */
@NullMarked
package dev.saoma.e2e;

import org.jspecify.annotations.NullMarked;
