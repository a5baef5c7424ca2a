/**
 * The {@code /sns} API of WeChat: codes and tokens, their errors, and users' pictures.
 *
 * <p>Owns the grants and the journal of calls. Must not know how a user came to confirm.
 */
@NullMarked
package dev.saoma.sandbox.sns;

import org.jspecify.annotations.NullMarked;
