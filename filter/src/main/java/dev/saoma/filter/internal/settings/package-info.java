/**
 * Internal. Settings of the filter: read from text, checked as a whole, immutable afterwards.
 *
 * <p>The only package that looks at the environment, system properties, JNDI or files. Must not know OpenID Connect, requests
 * or responses; it uses the rules for patterns and paths of {@code web}.
 */
@NullMarked
package dev.saoma.filter.internal.settings;

import org.jspecify.annotations.NullMarked;
