package dev.saoma.sandbox.qr;

import dev.saoma.sandbox.model.SandboxUser;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one QR code. Thread-safe. Expiry is checked against the clock on each access; there is no timer.
 *
 * <pre>
 *  WAITING ──scan──▶ SCANNED ──confirm──▶ CONFIRMED
 *                    │    ▲
 *                  cancel scan
 *                    ▼    │
 *                   CANCELLED          all three live ones ──▶ EXPIRED or FAILED
 * </pre>
 */
final class QrCodeState {

    /** A consistent snapshot of a code. {@code user} is set from the scan on, {@code code} once confirmed. */
    record View(
            QrStatus status,
            @Nullable SandboxUser user,
            @Nullable String code) {}

    private final String uuid;
    private final Authorization authorization;
    private final Clock clock;
    private final Instant createdAt;
    private final Instant expiresAt;
    private final List<CompletableFuture<View>> waiting = new ArrayList<>();
    private View view = new View(QrStatus.WAITING, null, null);

    QrCodeState(String uuid, Authorization authorization, Instant expiresAt, Clock clock) {
        this.uuid = uuid;
        this.authorization = authorization;
        this.clock = clock;
        this.createdAt = clock.instant();
        this.expiresAt = expiresAt;
    }

    String uuid() {
        return uuid;
    }

    Authorization authorization() {
        return authorization;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    View view() {
        List<CompletableFuture<View>> released;
        View now;
        synchronized (this) {
            released = expireIfDue();
            now = view;
        }
        release(released, now);
        return now;
    }

    /** Scans; false if the code is not waiting for a scan. */
    boolean scan(SandboxUser user) {
        return change(now -> now.status == QrStatus.WAITING || now.status == QrStatus.CANCELLED
                ? new View(QrStatus.SCANNED, user, null)
                : null);
    }

    /** Confirms, with a {@code code} issued for the user who scanned; false unless it has just been scanned. */
    boolean confirm(Function<SandboxUser, String> issueCode) {
        return change(now -> now.status == QrStatus.SCANNED && now.user != null
                ? new View(QrStatus.CONFIRMED, now.user, issueCode.apply(now.user))
                : null);
    }

    /** Declines; false unless it has just been scanned. */
    boolean cancel() {
        return change(now -> now.status == QrStatus.SCANNED ? new View(QrStatus.CANCELLED, now.user, null) : null);
    }

    /** Ends a live code as {@code EXPIRED} or {@code FAILED}; false if it had ended before. */
    boolean end(QrStatus status) {
        return change(now -> now.status.isLive() ? new View(status, now.user, null) : null);
    }

    /** Completes as soon as the status differs from {@code known}, which may be at once. See {@link #forget}. */
    CompletableFuture<View> changeFrom(QrStatus known) {
        View now = view();
        synchronized (this) {
            if (now.status == known && view.status == known) {
                CompletableFuture<View> change = new CompletableFuture<>();
                waiting.add(change);
                return change;
            }
            return CompletableFuture.completedFuture(view);
        }
    }

    /** Ends a wait without a result. */
    void forget(CompletableFuture<View> change) {
        synchronized (this) {
            waiting.remove(change);
        }
    }

    private boolean change(Function<View, @Nullable View> transition) {
        List<CompletableFuture<View>> released;
        View now;
        boolean changed;
        synchronized (this) {
            released = expireIfDue();
            View next = transition.apply(view);
            changed = next != null;
            if (next != null) {
                view = next;
                released.addAll(waiting);
                waiting.clear();
            }
            now = view;
        }
        release(released, now);
        return changed;
    }

    private List<CompletableFuture<View>> expireIfDue() {
        List<CompletableFuture<View>> released = new ArrayList<>();
        if (view.status.isLive() && !clock.instant().isBefore(expiresAt)) {
            view = new View(QrStatus.EXPIRED, view.user, null);
            released.addAll(waiting);
            waiting.clear();
        }
        return released;
    }

    /** Called outside the lock, because a waiter may write to a socket. */
    private static void release(List<CompletableFuture<View>> released, View now) {
        released.forEach(change -> change.complete(now));
    }
}
