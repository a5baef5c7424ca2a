/**
 * The filter beside its peers, in one process and without a container: {@code mvn -Pbench}, see docs/evidence/benchmark.md.
 *
 * <p>Owns the benchmarks, the fakes around the filters and the report. Knows the filter only by its public front door and
 * its finished jar; the one exception is the sealer, measured alone as a raw limit.
 */
@NullMarked
package dev.saoma.bench;

import org.jspecify.annotations.NullMarked;
