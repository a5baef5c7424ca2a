package dev.saoma.filter;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened to a sign-in, for a {@link SignInListener}. It holds no code, token, cookie or session id.
 * Immutable: it may be handed to another thread.
 */
public final class SignInEvent {
    /** What has happened, or why a request is refused. New reasons may be added: have a default. */
    public enum Reason {
        /** A session has begun. */
        SIGNED_IN,
        /** The user has opened the filter's own {@code logout} address. */
        LOGOUT_ADDRESS,
        /** The application has called {@code request.logout()}. */
        APPLICATION,
        /** The provider has sent a logout token: the user signed out there. */
        BACK_CHANNEL,
        /** The user pressed cancel at the provider. */
        CANCELLED,
        /** An answer for a sign-in that this browser has not begun, has finished already, or began too long ago. */
        EXPIRED,
        /** Sign-ins that succeed and leave no session, again and again. */
        NOT_KEPT,
        /** The provider cannot be reached. */
        PROVIDER_UNAVAILABLE,
        /** Too many sign-ins fail or are under way, so that the provider was not asked. */
        TOO_MANY,
        /** The provider answered something wrong, or refused. */
        PROVIDER_FAULT,
        /** The {@link UserMapper} refused the user, or wants an account bound first, which a program cannot do. */
        NOT_ADMITTED,
        /** The {@link UserMapper} failed. */
        MAPPER_FAULT,
        /** A signed-in user lacks the role that the setting {@code roles} asks for. */
        FORBIDDEN,
        /** A bearer token that is not believed. */
        BAD_TOKEN,
        /** A request that no honest browser sends. */
        BAD_REQUEST,
        /** A fault of the filter, or of what is in front of it. */
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
     * An event without a user, for the filter and for tests of a {@link SignInListener}. The {@code with…} methods add the rest.
     */
    public static SignInEvent of(Reason reason, Instant at) {
        return new SignInEvent(reason, at, null, null, null, null, null);
    }

    /** The same event of that user, whose subject and {@code sid} claim it takes over. */
    public SignInEvent withUser(SignedInUser user) {
        Object claim = Objects.requireNonNull(user, "user").claims().get("sid");
        return new SignInEvent(
                reason, at, user, user.subject(), claim instanceof String ? (String) claim : null, id, remoteAddress);
    }

    /** The same event of that subject; null where it is not known. */
    public SignInEvent withSubject(@Nullable String subject) {
        return new SignInEvent(reason, at, user, subject, sid, id, remoteAddress);
    }

    /** The same event in that session of the provider; null where it is not known. */
    public SignInEvent withSid(@Nullable String sid) {
        return new SignInEvent(reason, at, user, subject, sid, id, remoteAddress);
    }

    /** The same event with the id of its line in the log; null where there is none. */
    public SignInEvent withId(@Nullable String id) {
        return new SignInEvent(reason, at, user, subject, sid, id, remoteAddress);
    }

    /** The same event from that address; null where there is none. */
    public SignInEvent withRemoteAddress(@Nullable String remoteAddress) {
        return new SignInEvent(reason, at, user, subject, sid, id, remoteAddress);
    }

    /** What has happened. */
    public Reason reason() {
        return reason;
    }

    /** When it happened, by this server's clock. */
    public Instant at() {
        return at;
    }

    /** The user as the application sees it: at sign-in, and at a sign-out of this application's own. */
    public Optional<SignedInUser> user() {
        return Optional.ofNullable(user);
    }

    /** Whose sign-in it is, where that is known: the {@code sub} of a verified token. Personal data: not for plain logs. */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }

    /** The provider's session ({@code sid}), where that is known. */
    public Optional<String> sid() {
        return Optional.ofNullable(sid);
    }

    /** The id of a refusal that is also in the log and on the user's page; none where there is no such line. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }

    /**
     * Where the request is from: {@code getRemoteAddr()}, or what a proxy says that the setting {@code trustedProxies} names.
     * None at a back-channel sign-out.
     */
    public Optional<String> remoteAddress() {
        return Optional.ofNullable(remoteAddress);
    }

    /** Without personal data. */
    @Override
    public String toString() {
        return "SignInEvent[" + reason + ", at=" + at + (id == null ? "" : ", id=" + id) + "]";
    }
}
