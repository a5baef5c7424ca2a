package dev.saoma.page.doctor;

import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Examines a set-up, pool by pool. Takes some seconds where something does not answer. */
public final class Doctor {
    private final Clock clock;

    /** With the clock of this machine. */
    public Doctor() {
        this(Clock.systemUTC());
    }

    Doctor(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** What there is to say of each pool, by its name. */
    public Map<String, List<Finding>> examine(PageSettings settings) {
        Map<String, List<Finding>> all = new LinkedHashMap<>();
        settings.pools().forEach(pool -> all.put(pool.name(), examine(pool)));
        return all;
    }

    private List<Finding> examine(PoolSettings pool) {
        List<Finding> findings = new ArrayList<>(FileExam.of(pool));
        findings.addAll(WeChatExam.of(pool));
        AddressExam addresses = new AddressExam(clock);
        findings.addAll(addresses.issuer(pool.issuer()));
        findings.addAll(addresses.clock(pool.wechat().apiUrl()));
        return findings;
    }
}
