package dev.saoma.filter.internal.web;

import java.util.Objects;

/** Whom the budgets of sign-ins count a request for. Immutable. */
public final class Caller {
    private final String address;
    private final boolean shared;

    private Caller(String address, boolean shared) {
        this.address = Objects.requireNonNull(address, "address");
        this.shared = shared;
    }

    /** One client, by the network that it can choose its address in. */
    public static Caller at(String network) {
        return new Caller(network, false);
    }

    /** Everybody behind a proxy that the settings do not name. */
    public static Caller behind(String proxy) {
        return new Caller("proxy " + proxy, true);
    }

    public String address() {
        return address;
    }

    /** Whether many users may be behind this address who cannot be distinguished. */
    public boolean isShared() {
        return shared;
    }
}
