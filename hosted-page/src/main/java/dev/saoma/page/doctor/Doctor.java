package dev.saoma.page.doctor;

import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.settings.OutboundProxy;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.PoolSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Examines a set-up, pool by pool. Takes some seconds if something does not respond. */
public final class Doctor {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Clock clock;
    private final Duration deadline;

    /** Creates a doctor with the clock of this machine. */
    public Doctor() {
        this(Clock.systemUTC(), DEADLINE);
    }

    /** @param deadline how long an address may take to answer */
    Doctor(Clock clock, Duration deadline) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.deadline = deadline;
    }

    /** Returns the findings of each pool, by its name. */
    public Map<String, List<Finding>> examine(PageSettings settings) {
        Map<String, List<Finding>> all = new LinkedHashMap<>();
        Outbound outbound = new Outbound(settings.process().outbound());
        settings.pools().forEach(pool -> all.put(pool.name(), examine(pool, outbound)));
        return all;
    }

    /** Whether the directories have all their tables, so that reading settings there creates none. */
    public boolean findsDirectoriesWell(PageSettings settings) {
        return settings.pools().stream()
                .map(this::ofDirectory)
                .allMatch(found -> found.map(DirectoryExam::isGood).orElse(true));
    }

    private Optional<List<Finding>> ofDirectory(PoolSettings pool) {
        return pool.directory().map(directory -> DirectoryExam.of(directory.database(), pool.name(), clock.instant()));
    }

    /** Returns the findings of one pool. */
    public List<Finding> examine(PoolSettings pool, Outbound outbound) {
        List<Finding> findings = new ArrayList<>(FileExam.of(pool));
        Optional<OutboundProxy> proxy = outbound.proxyFor(pool.wechat().apiUrl());
        proxy.ifPresent(used -> findings.add(Finding.note("outbound.proxy", used.address(), used.origin())));
        ofDirectory(pool).ifPresent(findings::addAll);
        findings.addAll(WeChatExam.of(pool, outbound));
        try (AddressExam addresses = new AddressExam(clock, outbound, deadline)) {
            findings.addAll(addresses.issuer(pool.issuer()));
            findings.addAll(addresses.clock(pool.wechat().apiUrl()));
        }
        return findings;
    }
}
