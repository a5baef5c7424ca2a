/**
 * What the console's API reads and writes on the wire: strict JSON bodies, problems, and the text of a token.
 *
 * <p>Must not know the console's table, sessions or handlers, nor what is done with what it reads.
 */
@NullMarked
package dev.saoma.page.console.api;

import org.jspecify.annotations.NullMarked;
