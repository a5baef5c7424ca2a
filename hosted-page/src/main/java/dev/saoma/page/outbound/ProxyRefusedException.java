package dev.saoma.page.outbound;

import java.io.IOException;

/** Thrown if the proxy responded to a request itself, in place of the target. */
public final class ProxyRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyRefusedException(int status) {
        super("the proxy returned HTTP status " + status);
        this.status = status;
    }

    /** Returns the HTTP status of its response. */
    public int status() {
        return status;
    }
}
