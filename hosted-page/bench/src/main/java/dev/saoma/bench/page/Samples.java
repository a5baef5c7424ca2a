package dev.saoma.bench.page;

import dev.saoma.bench.page.Load.Cost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The costs of each task, one for each round. */
final class Samples {
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    void add(String what, Cost cost) {
        costs.computeIfAbsent(what, any -> new ArrayList<>()).add(cost);
    }

    double median(String what) {
        List<Double> sorted =
                costs.get(what).stream().map(Cost::cpuMicros).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    double best(String what) {
        return costs.get(what).stream().mapToDouble(Cost::cpuMicros).min().orElseThrow();
    }

    double worst(String what) {
        return costs.get(what).stream().mapToDouble(Cost::cpuMicros).max().orElseThrow();
    }

    /** Returns how many tasks ran per second in the median round. */
    double medianPerSecond(String what) {
        List<Double> sorted =
                costs.get(what).stream().map(Cost::perSecond).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    double fastest(String what) {
        return costs.get(what).stream().mapToDouble(Cost::perSecond).max().orElseThrow();
    }
}
