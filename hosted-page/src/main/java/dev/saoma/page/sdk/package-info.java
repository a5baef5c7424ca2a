/**
 * For sites that sign users in from a script: the browser SDK as files, of which {@code /sdk/v1/} serves some and the npm
 * package is packed, and the notes by which a site learns of a window that it was cut off from.
 *
 * <p>Must not know how they are served, nor anything of a sign-in but its name.
 */
@NullMarked
package dev.saoma.page.sdk;

import org.jspecify.annotations.NullMarked;
