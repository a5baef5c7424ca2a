/**
 * The sign-in page with its QR code: checks of the request, the state of each code, and the long poll.
 *
 * <p>Owns the life of a code. Must not know the phone that scans it.
 */
@NullMarked
package dev.saoma.sandbox.qr;

import org.jspecify.annotations.NullMarked;
