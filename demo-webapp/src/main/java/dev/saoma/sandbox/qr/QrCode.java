package dev.saoma.sandbox.qr;

import dev.saoma.sandbox.model.SandboxApp;
import dev.saoma.sandbox.model.SandboxUser;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** One QR code that a page has requested, with a phone in front of it. Thread-safe. */
public final class QrCode {

    private final QrCodeState state;
    private final Function<SandboxUser, String> issueCode;

    QrCode(QrCodeState state, Function<SandboxUser, String> issueCode) {
        this.state = state;
        this.issueCode = issueCode;
    }

    /** Returns the id in the addresses of the image, the poll and the confirmation. */
    public String uuid() {
        return state.uuid();
    }

    /** Returns the id of the app whose page shows it. */
    public String appId() {
        return state.authorization().app().appId();
    }

    /** Returns the {@code redirect_uri} that the page was opened with. */
    public String redirectUri() {
        return state.authorization().redirectUri();
    }

    /** Returns its current status. */
    public QrStatus status() {
        return state.view().status();
    }

    /** Returns the user who scanned it last; empty if not scanned. */
    public Optional<SandboxUser> user() {
        return Optional.ofNullable(state.view().user());
    }

    /**
     * Returns the URL that the page opens once it is confirmed, for tests without a browser.
     *
     * @throws IllegalArgumentException if the site's {@code redirect_uri} and {@code state} do not make a URI
     */
    public Optional<URI> callback() {
        return Optional.ofNullable(state.view().code())
                .map(text -> URI.create(state.authorization().callbackUrl().with(text)));
    }

    /**
     * Scans it. Possible again after a {@link #cancel()}.
     *
     * @throws IllegalStateException if it is scanned already or has ended
     */
    public void scanAs(SandboxUser user) {
        require(
                tryScanAs(Objects.requireNonNull(user, "user")),
                "scanned",
                "ask for a new one by opening the page again");
    }

    /**
     * Confirms on the phone: the page gets a {@code code}.
     *
     * @throws IllegalStateException if it has not been scanned
     */
    public void confirm() {
        require(tryConfirm(), "confirmed", "call scanAs(user) first");
    }

    /**
     * Declines on the phone: the page shows it, the site is not notified.
     *
     * @throws IllegalStateException if it has not been scanned
     */
    public void cancel() {
        require(tryCancel(), "cancelled", "call scanAs(user) first");
    }

    /**
     * Expires it at once.
     *
     * @throws IllegalStateException if it has ended
     */
    public void expire() {
        require(state.end(QrStatus.EXPIRED), "expired", "only a live one can expire");
    }

    /**
     * Makes it fail inside WeChat: the poll returns 500.
     *
     * @throws IllegalStateException if it has ended
     */
    public void fail() {
        require(state.end(QrStatus.FAILED), "failed", "only a live one can fail");
    }

    /** Returns the code as the sign-in page sees it. */
    QrCodeState state() {
        return state;
    }

    /** Scans it; false if it cannot be scanned now. */
    public boolean tryScanAs(SandboxUser user) {
        return state.scan(user);
    }

    /** Confirms; false unless it has just been scanned. */
    public boolean tryConfirm() {
        return state.confirm(issueCode);
    }

    /** Declines; false unless it has just been scanned. */
    public boolean tryCancel() {
        return state.cancel();
    }

    /** Returns the app whose page shows it. */
    public SandboxApp app() {
        return state.authorization().app();
    }

    /** Returns when it was created. */
    public Instant createdAt() {
        return state.createdAt();
    }

    private void require(boolean done, String what, String remedy) {
        if (!done) {
            throw new IllegalStateException(
                    "QR code " + uuid() + " cannot be " + what + " because it is " + status() + "; " + remedy);
        }
    }
}
