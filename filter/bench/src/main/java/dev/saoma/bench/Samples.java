package dev.saoma.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Everything that was measured, each second of it, by {@code Benchmark.method} and peer. */
final class Samples {
    private static final String BYTES = "gc.alloc.rate.norm";

    private final Map<String, List<Double>> nanos = new LinkedHashMap<>();
    private final Map<String, List<Double>> bytes = new LinkedHashMap<>();

    /** @return one line of progress */
    String add(RunResult run) {
        String benchmark = run.getParams().getBenchmark();
        String peer = run.getParams().getParamsKeys().isEmpty()
                ? ""
                : ":" + run.getParams().getParam("peer");
        String name = benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1) + peer;
        for (BenchmarkResult fork : run.getBenchmarkResults()) {
            for (IterationResult second : fork.getIterationResults()) {
                second.getSecondaryResults().forEach((key, value) -> keep(name, key, value));
            }
        }
        return String.format(Locale.ROOT, "%-36s %12.1f ns %10.0f B", name, nanos(name), bytes(name));
    }

    private void keep(String name, String key, Result<?> value) {
        if (key.endsWith(BYTES)) {
            keep(bytes, name, value.getScore());
        } else if (key.endsWith(CpuProfiler.RESULT)) {
            keep(nanos, name, value.getScore());
        }
    }

    private static void keep(Map<String, List<Double>> all, String name, double value) {
        all.computeIfAbsent(name, missing -> new ArrayList<>()).add(value);
    }

    boolean has(String name) {
        return nanos.containsKey(name);
    }

    /** Returns the median processor time of one operation. */
    double nanos(String name) {
        return median(values(nanos, name));
    }

    double best(String name) {
        return Collections.min(values(nanos, name));
    }

    double worst(String name) {
        return Collections.max(values(nanos, name));
    }

    /** Returns the median of the bytes allocated by one operation. */
    double bytes(String name) {
        return median(values(bytes, name));
    }

    private static List<Double> values(Map<String, List<Double>> all, String name) {
        List<Double> values = all.get(name);
        if (values == null) {
            throw new IllegalStateException("not measured: " + name);
        }
        return values;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
