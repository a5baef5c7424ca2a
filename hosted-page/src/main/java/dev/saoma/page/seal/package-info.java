/**
 * Values of ours that pass through other hands: sealed bytes, unguessable text, fingerprints of secrets.
 *
 * <p>Owns the sealed format (AES-256-GCM; version, key id, expiry, owner and purpose are authenticated). Must not know
 * cookies, HTTP or what is sealed.
 */
@NullMarked
package dev.saoma.page.seal;

import org.jspecify.annotations.NullMarked;
