package dev.saoma.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** All QR codes, newest first. Thread-safe. Bounded: the oldest ones go, whether by age or by number. */
final class QrCodes {

    private static final int MAX_CODES = 500;

    private final Deque<QrCode> newestFirst = new ArrayDeque<>();
    private final RandomIds ids;
    private final Duration lifetime;
    private final Clock clock;

    QrCodes(RandomIds ids, Duration lifetime, Clock clock) {
        this.ids = ids;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    QrCode create(Authorization authorization) {
        Instant expiresAt = clock.instant().plus(lifetime);
        QrCode code = new QrCode(ids.qrUuid(), authorization, expiresAt, clock);
        List<QrCode> dropped = add(code);
        dropped.forEach(old -> old.end(QrStatus.EXPIRED));
        return code;
    }

    synchronized Optional<QrCode> find(String uuid) {
        return newestFirst.stream().filter(code -> code.uuid().equals(uuid)).findFirst();
    }

    /** Codes that can still be scanned, confirmed or cancelled, newest first. */
    List<QrCode> live() {
        List<QrCode> all;
        synchronized (this) {
            all = new ArrayList<>(newestFirst);
        }
        all.removeIf(code -> !code.view().status().isLive());
        return all;
    }

    private synchronized List<QrCode> add(QrCode code) {
        newestFirst.addFirst(code);
        List<QrCode> dropped = new ArrayList<>();
        // A page that missed the end still learns of it for another lifetime.
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
