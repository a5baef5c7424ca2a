package dev.saoma.sandbox;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** One QR code that a page asked for, with a phone in front of it. Thread-safe. */
public final class Qr {

    private final QrCode code;
    private final Grants grants;

    Qr(QrCode code, Grants grants) {
        this.code = code;
        this.grants = grants;
    }

    /** The id in the addresses of the image, the poll and the confirmation. */
    public String uuid() {
        return code.uuid();
    }

    /** Of the app whose page shows it. */
    public String appId() {
        return code.authorization().app().appId();
    }

    /** The {@code redirect_uri} the page was opened with. */
    public String redirectUri() {
        return code.authorization().redirectUri();
    }

    /** Where it stands now. */
    public QrStatus status() {
        return code.view().status();
    }

    /** Returns the user who scanned it last; empty if not scanned. */
    public Optional<SandboxUser> user() {
        return Optional.ofNullable(code.view().user());
    }

    /**
     * The address the page goes to, once confirmed: for tests without a browser.
     *
     * @throws IllegalArgumentException if the site's {@code redirect_uri} and {@code state} do not make a URI
     */
    public Optional<URI> callback() {
        return Optional.ofNullable(code.view().code())
                .map(text -> URI.create(code.authorization().callbackUrl().with(text)));
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
     * Agrees on the phone: the page gets a {@code code}.
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
     * Lets it grow too old at once.
     *
     * @throws IllegalStateException if it has ended
     */
    public void expire() {
        require(code.end(QrStatus.EXPIRED), "expired", "only a live one can expire");
    }

    /**
     * Fails it inside WeChat: the poll answers 500.
     *
     * @throws IllegalStateException if it has ended
     */
    public void fail() {
        require(code.end(QrStatus.FAILED), "failed", "only a live one can fail");
    }

    boolean tryScanAs(SandboxUser user) {
        return code.scan(user);
    }

    boolean tryConfirm() {
        return code.confirm(user -> grants.issueCode(code.authorization().app(), user));
    }

    boolean tryCancel() {
        return code.cancel();
    }

    SandboxApp app() {
        return code.authorization().app();
    }

    Instant createdAt() {
        return code.createdAt();
    }

    private void require(boolean done, String what, String remedy) {
        if (!done) {
            throw new IllegalStateException(
                    "QR code " + uuid() + " cannot be " + what + " because it is " + status() + "; " + remedy);
        }
    }
}
