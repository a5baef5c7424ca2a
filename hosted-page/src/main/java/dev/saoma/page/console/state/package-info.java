/**
 * What the console remembers between requests: its pools and their databases, sessions, cookies, links from the shell, codes
 * for browsers, and what the doctor last found.
 *
 * <p>Must not know the console's table, its handlers or its screens.
 */
@NullMarked
package dev.saoma.page.console.state;

import org.jspecify.annotations.NullMarked;
