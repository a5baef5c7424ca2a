package dev.saoma.filter.internal.web;

import java.util.Objects;

/** The client that the budgets of sign-ins count a request for. Immutable. */
public final class Caller {
    private final String address;
    private final boolean shared;

    private Caller(String address, boolean shared) {
        this.address = Objects.requireNonNull(address, "address");
        this.shared = shared;
    }

    /** Returns the client with an address in that network. */
    public static Caller at(String network) {
        return new Caller(network, false);
    }

    /** Returns the caller that stands for all clients behind a proxy that the settings do not name. */
    public static Caller behind(String proxy) {
        return new Caller("proxy " + proxy, true);
    }

    public String address() {
        return address;
    }

    /** Whether this address may stand for many users, who cannot be distinguished. */
    public boolean isShared() {
        return shared;
    }
}
