/**
 * What operators see of the page: counters and timers for Prometheus, and a line for each event that an auditor may ask
 * about later.
 *
 * <p>Owns the names of the metrics, their labels, whose values come only from the settings or the program, and the form of
 * the audit log. It is the only package that imports Micrometer. Must not know any other package except {@code limit}.
 */
@NullMarked
package dev.saoma.page.telemetry;

import org.jspecify.annotations.NullMarked;
