package dev.saoma.filter.internal;

import dev.saoma.filter.internal.http.Outbound;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.internal.http.OutboundRoute;
import dev.saoma.filter.internal.logout.OtherNodes;
import dev.saoma.filter.internal.settings.OutboundSettings;
import dev.saoma.filter.internal.settings.Settings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The filter's HTTP connections to the provider and to the other nodes. Thread-safe. */
final class Connections implements AutoCloseable {
    /** The filter's endpoint for logout tokens from the provider, and from other nodes. */
    static final String BACK_CHANNEL = "backchannel-logout";

    private final Outbound outbound;
    private final OtherNodes nodes;

    /** @param limits of calls to the provider */
    Connections(Settings settings, OutboundLimits limits) {
        outbound = outbound(settings, limits);
        nodes = nodes(settings);
    }

    /** Returns the connections to the provider. */
    Outbound outbound() {
        return outbound;
    }

    OtherNodes nodes() {
        return nodes;
    }

    @Override
    public void close() {
        outbound.close();
        nodes.close();
    }

    private static Outbound outbound(Settings settings, OutboundLimits limits) {
        OutboundSettings outbound = settings.outbound();
        return new Outbound(limits, OutboundRoute.of(outbound.proxy().orElse(null), outbound.authorities()));
    }

    /**
     * The other nodes of this application, called by connections that have no part in sign-ins. Every address of a name is
     * called, which no proxy would do: it looks names up itself.
     */
    private static OtherNodes nodes(Settings settings) {
        String path = settings.path() + "/" + BACK_CHANNEL;
        List<URI> nodes = new ArrayList<>();
        for (URI node : settings.logout().nodes()) {
            nodes.add(URI.create(node + path));
        }
        return new OtherNodes(nodes, new Outbound(OtherNodes.LIMITS, OutboundRoute.direct()));
    }
}
