/**
 * The phone: a page on which a person acts as a WeChat user, and the consent page inside WeChat.
 *
 * <p>Must not know the API that redeems the codes it issues.
 */
@NullMarked
package dev.saoma.sandbox.phone;

import org.jspecify.annotations.NullMarked;
