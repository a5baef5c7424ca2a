/**
 * The wire format of the console's API: strict JSON bodies, problem details, and the text of a token.
 *
 * <p>Must not know the console's routes, sessions or handlers.
 */
@NullMarked
package dev.saoma.page.console.api;

import org.jspecify.annotations.NullMarked;
