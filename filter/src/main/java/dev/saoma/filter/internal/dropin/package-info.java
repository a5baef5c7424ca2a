/**
 * Internal. What the drop-in jars add: an application that declares no {@link dev.saoma.filter.LoginFilter} is protected all
 * the same, and for one that does, the filter is called in every dispatch.
 *
 * <p>Owns how the filter gets into an application without its web.xml. Must know nothing but the front door, its settings and
 * the environment of a start. The types are public for the container, which creates them by name from {@code META-INF}.
 */
@NullMarked
package dev.saoma.filter.internal.dropin;

import org.jspecify.annotations.NullMarked;
