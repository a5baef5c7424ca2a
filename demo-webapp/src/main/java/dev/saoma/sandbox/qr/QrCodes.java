package dev.saoma.sandbox.qr;

import dev.saoma.sandbox.model.RandomIds;
import dev.saoma.sandbox.model.SandboxApp;
import dev.saoma.sandbox.model.SandboxUser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** All QR codes, newest first. Thread-safe. Bounded: the oldest are dropped, by age and by number. */
public final class QrCodes {

    private static final int MAX_CODES = 500;

    private final Deque<QrCode> newestFirst = new ArrayDeque<>();
    private final RandomIds ids;
    private final Duration lifetime;
    private final BiFunction<SandboxApp, SandboxUser, String> issueCode;
    private final Clock clock;

    /** @param issueCode issues an authorization code for a user who has confirmed */
    public QrCodes(
            RandomIds ids, Duration lifetime, Clock clock, BiFunction<SandboxApp, SandboxUser, String> issueCode) {
        this.ids = ids;
        this.lifetime = lifetime;
        this.clock = clock;
        this.issueCode = issueCode;
    }

    QrCode create(Authorization authorization) {
        Instant expiresAt = clock.instant().plus(lifetime);
        QrCodeState state = new QrCodeState(ids.qrUuid(), authorization, expiresAt, clock);
        QrCode code = new QrCode(state, user -> issueCode.apply(authorization.app(), user));
        List<QrCode> dropped = add(code);
        dropped.forEach(old -> old.state().end(QrStatus.EXPIRED));
        return code;
    }

    /** Finds a code, live or not; empty if it was dropped. */
    public synchronized Optional<QrCode> find(String uuid) {
        return newestFirst.stream().filter(code -> code.uuid().equals(uuid)).findFirst();
    }

    /** Returns the codes that can still be scanned, confirmed or cancelled, newest first. */
    public List<QrCode> live() {
        List<QrCode> all;
        synchronized (this) {
            all = new ArrayList<>(newestFirst);
        }
        all.removeIf(code -> !code.status().isLive());
        return all;
    }

    private synchronized List<QrCode> add(QrCode code) {
        newestFirst.addFirst(code);
        List<QrCode> dropped = new ArrayList<>();
        // A page that missed the final status can still read it for another lifetime.
        Instant oldest = clock.instant().minus(lifetime.multipliedBy(2));
        for (Iterator<QrCode> oldestFirst = newestFirst.descendingIterator(); oldestFirst.hasNext(); ) {
            QrCode candidate = oldestFirst.next();
            if (newestFirst.size() <= MAX_CODES && !candidate.createdAt().isBefore(oldest)) {
                break;
            }
            oldestFirst.remove();
            dropped.add(candidate);
        }
        return dropped;
    }
}
