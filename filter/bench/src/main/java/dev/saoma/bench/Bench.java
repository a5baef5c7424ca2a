package dev.saoma.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs every benchmark in a process of its own, in rounds, so that a busy minute of the machine falls on all alike, and
 * writes the report. Nothing fails because it is slow.
 *
 * <p>Arguments: {@code true} for the quick mode; the dependency tree that Maven wrote; the file for the report.
 */
public final class Bench {
    private final boolean quick;
    private final Samples samples = new Samples();

    private Bench(boolean quick) {
        this.quick = quick;
    }

    public static void main(String[] arguments) throws Exception {
        Bench bench = new Bench(Boolean.parseBoolean(arguments[0]));
        bench.measure();
        Map<String, Start> starts = Start.measure(bench.quick ? 3 : 15);
        String report = new Report(bench.samples, starts, Jars.of(Path.of(arguments[1])), bench.quick).text();
        Path file = Path.of(arguments[2]);
        write(file, report);
        System.out.println(
                "\n" + report + "\nwritten to " + file.toAbsolutePath().normalize());
    }

    private static void write(Path file, String report) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, report, StandardCharsets.UTF_8);
    }

    private void measure() throws RunnerException {
        for (int round = 1; round <= (quick ? 1 : 2); round++) {
            System.out.println("round " + round);
            peers(SessionBenchmark.class, Peer.SESSION);
            peers(RedirectBenchmark.class, Peer.REDIRECT);
            peers(BearerBenchmark.class, Peer.BEARER);
            run(options().include(RawBenchmark.class.getName() + "\\."));
        }
    }

    private void peers(Class<?> benchmark, List<String> peers) throws RunnerException {
        for (String peer : peers) {
            run(options().include(benchmark.getName() + "\\.").param("peer", peer));
        }
    }

    private void run(ChainedOptionsBuilder options) throws RunnerException {
        new Runner(options.build()).run().forEach(result -> System.out.println("  " + samples.add(result)));
    }

    private ChainedOptionsBuilder options() {
        return new OptionsBuilder()
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(1)
                .forks(1)
                .warmupIterations(quick ? 1 : 2)
                .warmupTime(TimeValue.milliseconds(quick ? 500 : 1000))
                .measurementIterations(3)
                .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000))
                // Compiled in the foreground, code is warm after a number of calls, however busy the machine.
                .jvmArgs("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m", "-Xbatch")
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }
}
