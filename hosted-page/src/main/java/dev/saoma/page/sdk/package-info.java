/**
 * The browser SDK as files: what {@code /sdk/v1/} serves and what the npm package is packed from, all made of one script.
 *
 * <p>Must not know how they are served, nor what the script does.
 */
@NullMarked
package dev.saoma.page.sdk;

import org.jspecify.annotations.NullMarked;
