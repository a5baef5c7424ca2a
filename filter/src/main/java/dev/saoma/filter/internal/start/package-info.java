/**
 * Internal. The environment of the filter's start: the container's description of the application, with empty results in place
 * of null and exceptions, whether the filter can run there, its place among the other filters, and the refusal of every request where it cannot.
 *
 * <p>Owns every call of a {@link jakarta.servlet.ServletContext} and of a filter registration. Must not know settings,
 * sign-ins or libraries: it has to work when those do not.
 */
@NullMarked
package dev.saoma.filter.internal.start;

import org.jspecify.annotations.NullMarked;
