package dev.saoma.filter.internal.session;

import java.util.Map;

/** The session of a verified user who is not signed in yet: an account has to be bound at a page of the application first. */
public final class Waiting implements Session {
    private final Map<?, ?> record;

    Waiting(Map<?, ?> record) {
        this.record = record;
    }

    /** Who waits. */
    public VerifiedIdentity verified() {
        return VerifiedIdentity.in(record);
    }

    /** Path inside the application of the page that binds the account. */
    public String page() {
        return SessionRecord.page(record);
    }

    /** Short id of the {@code state} of the sign-in. */
    public String stateTag() {
        return SessionRecord.stateTag(record);
    }

    /** Path inside the application where the sign-in ends. */
    public String returnTo() {
        return SessionRecord.returnTo(record);
    }
}
