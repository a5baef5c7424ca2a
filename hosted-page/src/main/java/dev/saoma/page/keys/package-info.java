/**
 * The key files of the page: read, or written on the first start so that only their owner can read them.
 *
 * <p>Owns the files and their formats (a JWK set for signing, base64 for cookies). Must not know what is signed or
 * sealed.
 */
@NullMarked
package dev.saoma.page.keys;

import org.jspecify.annotations.NullMarked;
