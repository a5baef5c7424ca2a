/**
 * Previews of the login pages in another look.
 *
 * <p>Owns samples of those pages, and the frame's safety: no script, no form, no origin. Must not know the caller.
 */
@NullMarked
package dev.saoma.page.console.preview;

import org.jspecify.annotations.NullMarked;
