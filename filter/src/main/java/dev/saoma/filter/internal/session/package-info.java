/**
 * Internal. The identity of a user, and what the container's session keeps of it: plain types of the JDK only, so that any
 * session store and any version of this jar can read it.
 *
 * <p>Owns the lifetimes of sessions and the format of the record. Must not know addresses, tokens or responses.
 */
@NullMarked
package dev.saoma.filter.internal.session;

import org.jspecify.annotations.NullMarked;
