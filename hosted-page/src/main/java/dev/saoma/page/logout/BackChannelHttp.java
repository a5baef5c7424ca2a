package dev.saoma.page.logout;

import dev.saoma.page.outbound.Outbound;
import dev.saoma.page.outbound.OutboundHttp;
import dev.saoma.page.settings.PoolSettings;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * Sends one POST with a deadline for all of it. Follows no redirect, keeps no cookie, reads nothing but the status. Where
 * it goes through a proxy, which resolves names itself, its target is first resolved and checked here, like any other.
 */
final class BackChannelHttp implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(3);

    private final Outbound outbound;
    private final TargetRule targets;
    private final OutboundHttp direct;
    private final OutboundHttp proxied;

    static BackChannelHttp of(PoolSettings settings, Outbound outbound) {
        return new BackChannelHttp(
                outbound, new TargetRule(settings.privateBackChannel(), settings.onLoopback()), DEADLINE);
    }

    BackChannelHttp(Outbound outbound, TargetRule targets, Duration deadline) {
        this.outbound = outbound;
        this.targets = targets;
        this.direct = new OutboundHttp(outbound, targets, deadline, "saoma-sign-out-watch");
        // Separate, since it connects to the proxy, which may well have a private address.
        this.proxied =
                new OutboundHttp(outbound, SystemDefaultDnsResolver.INSTANCE, deadline, "saoma-sign-out-proxy-watch");
    }

    /** Thrown if there is no response. The message contains no secret. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    /** Sends the form, and returns the status of the response. */
    int post(URI address, String form) throws Failed {
        HttpPost request = new HttpPost(address);
        request.setEntity(new StringEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
        try {
            OutboundHttp http = direct;
            if (outbound.proxyFor(address).isPresent()) {
                judge(address.getHost());
                http = proxied;
            }
            return http.execute(request, address, (response, context) -> status(request, response));
        } catch (OutboundHttp.Failed e) {
            boolean refused = e.getCause() instanceof UnknownHostException && !e.atProxy();
            throw new Failed(String.valueOf(refused ? e.getCause().getMessage() : e.getMessage()));
        }
    }

    private void judge(String host) throws Failed {
        try {
            targets.resolve(host);
        } catch (TargetRule.NotAllowed e) {
            throw new Failed(String.valueOf(e.getMessage()));
        } catch (UnknownHostException e) {
            throw new Failed(
                    host + " cannot be looked up here, so nothing says that it is no private address, and nothing is"
                            + " sent to it through the proxy; let this machine look the name up (DNS or hosts file)");
        }
    }

    private static int status(HttpPost request, ClassicHttpResponse response) {
        request.abort(); // The body is not needed, and may be endless.
        return response.getCode();
    }

    @Override
    public void close() {
        direct.close();
        proxied.close();
    }
}
