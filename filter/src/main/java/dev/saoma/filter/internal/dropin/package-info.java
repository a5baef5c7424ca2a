/**
 * Internal. What the drop-in jars add: an application that names no {@link dev.saoma.filter.LoginFilter} is protected all the same,
 * and one that does has it called in every dispatch.
 *
 * <p>Owns how the filter gets into an application without its web.xml. Must know nothing but the front door,
 * its settings and what surrounds a start. The types are
 * public for the container, which makes them by name from {@code META-INF}.
 */
@NullMarked
package dev.saoma.filter.internal.dropin;

import org.jspecify.annotations.NullMarked;
