/**
 * What operators see of the page: counters and times for Prometheus, and a line for each event that an auditor may inquire
 * about later.
 *
 * <p>Owns the names of the metrics, their labels, which only ever hold what the settings or the program know, and the form of
 * the audit log. It is the only package that imports Micrometer. Must not know any other package except {@code limit}.
 */
@NullMarked
package dev.saoma.page.telemetry;

import org.jspecify.annotations.NullMarked;
