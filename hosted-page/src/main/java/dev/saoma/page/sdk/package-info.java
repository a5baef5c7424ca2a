/**
 * The browser SDK as files, some of which {@code /sdk/v1/} serves and all of which the npm package contains, and the notes
 * by which a site learns the progress of a window that it was cut off from.
 *
 * <p>Must not know how they are served, nor anything about a sign-in except its {@code state}.
 */
@NullMarked
package dev.saoma.page.sdk;

import org.jspecify.annotations.NullMarked;
