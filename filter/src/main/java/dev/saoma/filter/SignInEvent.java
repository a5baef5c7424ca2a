package dev.saoma.filter;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event of a sign-in, sign-out or refusal, for a {@link SignInListener}. It holds no code, token, cookie or session id.
 * Immutable and thread-safe.
 */
public final class SignInEvent {
    /**
     * The kind of event, or why a request was refused. New reasons may be added, so give a {@code switch} a default.
     */
    public enum Reason {
        /** A session has begun. */
        SIGNED_IN,
        /** The user has opened the filter's own {@code logout} address. */
        LOGOUT_ADDRESS,
        /** The application has called {@code request.logout()}. */
        APPLICATION,
        /** The provider has sent a logout token: the user signed out there. */
        BACK_CHANNEL,
        /** The user cancelled at the provider. */
        CANCELLED,
        /** A callback for a sign-in that this browser did not begin, has already finished, or began too long ago. */
        EXPIRED,
        /** Sign-ins succeed again and again, but the browser keeps no session. */
        NOT_KEPT,
        /** The provider cannot be reached. */
        PROVIDER_UNAVAILABLE,
        /** Too many sign-ins fail or are under way, so the provider was not called. */
        TOO_MANY,
        /** The provider's response was invalid, or it refused the request. */
        PROVIDER_FAULT,
        /**
         * The {@link UserMapper} refused the user, or requires an account to be bound first, which a program cannot do.
         */
        NOT_ADMITTED,
        /** The {@link UserMapper} failed. */
        MAPPER_FAULT,
        /** A signed-in user lacks a role that the setting {@code roles} requires. */
        FORBIDDEN,
        /** An invalid bearer token. */
        BAD_TOKEN,
        /** A request that no honest browser sends. */
        BAD_REQUEST,
        /** An internal error of the filter, or of the application behind it. */
        FAULT
    }

    private final Reason reason;
    private final Instant at;
    private final @Nullable SignedInUser user;
    private final @Nullable String subject;
    private final @Nullable String sid;
    private final @Nullable String id;
    private final @Nullable String remoteAddress;

    private SignInEvent(
            Reason reason,
            Instant at,
            @Nullable SignedInUser user,
            @Nullable String subject,
            @Nullable String sid,
            @Nullable String id,
            @Nullable String remoteAddress) {
        this.reason = Objects.requireNonNull(reason, "reason");
        this.at = Objects.requireNonNull(at, "at");
        this.user = user;
        this.subject = subject;
        this.sid = sid;
        this.id = id;
        this.remoteAddress = remoteAddress;
    }

    /**
     * Creates an event without a user, for the filter and for tests of a {@link SignInListener}. The {@code with…} methods add
     * the rest.
     */
    public static SignInEvent of(Reason reason, Instant at) {
        return new SignInEvent(reason, at, null, null, null, null, null);
    }

    /** Returns the event with this user, and with the user's subject and {@code sid} claim. */
    public SignInEvent withUser(SignedInUser user) {
        Object claim = Objects.requireNonNull(user, "user").claims().get("sid");
        return new SignInEvent(
                reason, at, user, user.subject(), claim instanceof String ? (String) claim : null, id, remoteAddress);
    }

    /** Returns the event with this subject; null if unknown. */
    public SignInEvent withSubject(@Nullable String subject) {
        return new SignInEvent(reason, at, user, subject, sid, id, remoteAddress);
    }

    /** Returns the event with this session id of the provider ({@code sid}); null if unknown. */
    public SignInEvent withSid(@Nullable String sid) {
        return new SignInEvent(reason, at, user, subject, sid, id, remoteAddress);
    }

    /** Returns the event with the id of its line in the log; null if there is none. */
    public SignInEvent withId(@Nullable String id) {
        return new SignInEvent(reason, at, user, subject, sid, id, remoteAddress);
    }

    /** Returns the event with this client address; null if there is none. */
    public SignInEvent withRemoteAddress(@Nullable String remoteAddress) {
        return new SignInEvent(reason, at, user, subject, sid, id, remoteAddress);
    }

    /** Returns the kind of event. */
    public Reason reason() {
        return reason;
    }

    /** Returns when it happened, by this server's clock. */
    public Instant at() {
        return at;
    }

    /**
     * Returns the user as the application sees it, at a sign-in and at a sign-out begun in this application; else empty.
     */
    public Optional<SignedInUser> user() {
        return Optional.ofNullable(user);
    }

    /** Returns the {@code sub} of a verified token, if known. Personal data: not for plain logs. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** Returns the provider's session id ({@code sid}), if known. */
    public Optional<String> sid() {
        return Optional.ofNullable(sid);
    }

    /** Returns the id of a refusal, which is also in the log and on the user's page; empty if there is none. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /**
     * Returns the client address: {@code getRemoteAddr()}, or the address forwarded by a proxy of the setting
     * {@code trustedProxies}. Empty at a back-channel sign-out.
     */
    public Optional<String> remoteAddress() {
        return Optional.ofNullable(remoteAddress);
    }

    /** Returns the kind of event, its time and its log id, without personal data. */
    @Override
    public String toString() {
        return "SignInEvent[" + reason + ", at=" + at + (id == null ? "" : ", id=" + id) + "]";
    }
}
