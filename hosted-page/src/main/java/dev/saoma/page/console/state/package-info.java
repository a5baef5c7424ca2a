/**
 * The console's state between requests: pools and their databases, sessions, cookies, entry links, browser codes, and the
 * doctor's findings.
 *
 * <p>Must not know the console's routes, handlers or screens.
 */
@NullMarked
package dev.saoma.page.console.state;

import org.jspecify.annotations.NullMarked;
