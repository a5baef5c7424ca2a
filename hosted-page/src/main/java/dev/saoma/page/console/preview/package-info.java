/**
 * The pages that people see, as they would be in another look.
 *
 * <p>Owns samples of those pages, and the frame's safety: no script, no form, no origin. Must not know who asks.
 */
@NullMarked
package dev.saoma.page.console.preview;

import org.jspecify.annotations.NullMarked;
