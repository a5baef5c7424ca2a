/**
 * Internal. The filter's one logger, and the bounds on what strangers can make it write.
 *
 * <p>Must not know what is logged.
 */
@NullMarked
package dev.saoma.filter.internal.log;

import org.jspecify.annotations.NullMarked;
