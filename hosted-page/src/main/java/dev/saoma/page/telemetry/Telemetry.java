package dev.saoma.page.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;

/** The metrics of the process. Thread-safe. */
public final class Telemetry implements AutoCloseable {
    private static final Duration[] STEPS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AuditLog audit = new AuditLog();

    /** Creates metrics that so far contain only those of the Java runtime. */
    public Telemetry() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    /** Returns the telemetry of one pool; log lines identify people by the last four characters of their id. */
    public PoolTelemetry pool(String name) {
        return new PoolTelemetry(this, audit, name, PoolTelemetry::end, true);
    }

    /**
     * Returns the telemetry of one pool whose people can be erased: nothing in its log lines identifies them afterwards.
     *
     * @param logNames returns how log lines name a person, by subject
     */
    public PoolTelemetry pool(String name, UnaryOperator<String> logNames) {
        return new PoolTelemetry(this, audit, name, logNames, false);
    }

    /** Publishes whether the store can be used. */
    public void watchStore(BooleanSupplier ready) {
        Gauge.builder("saoma.store.ready", () -> ready.getAsBoolean() ? 1 : 0)
                .description("1 while the store can be used, else 0")
                .register(registry);
    }

    /** Publishes whether the settings in use are those in the file. */
    public void watchConfiguration(BooleanSupplier current) {
        Gauge.builder("saoma.configuration.current", () -> current.getAsBoolean() ? 1 : 0)
                .description("1 while the settings in use are those in the file, 0 while those cannot be used")
                .register(registry);
    }

    /** Publishes a gauge; a second one with the same name and labels changes nothing. */
    public void watch(String name, String description, DoubleSupplier value, String... labels) {
        Gauge.builder(name, value::getAsDouble)
                .description(description)
                .tags(labels)
                .register(registry);
    }

    /** Records that the settings have changed while running. */
    public void configured(List<String> pools, List<String> rebuilt) {
        Counter.builder("saoma.configurations")
                .description("Changes of the settings that were taken over")
                .register(registry)
                .increment();
        audit.configured(pools, rebuilt);
    }

    void count(String name, String description, String... labels) {
        Counter.builder(name)
                .description(description)
                .tags(labels)
                .register(registry)
                .increment();
    }

    void time(String name, String description, Duration took, String... labels) {
        Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(STEPS)
                .tags(labels)
                .register(registry)
                .record(took);
    }

    /** Returns all metrics in Prometheus's text format 0.0.4. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        registry.close();
    }
}
