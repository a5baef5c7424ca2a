package dev.saoma.page.outbound;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Reports the progress of a request to its {@link Trip}. The HTTP client returns a proxy's refusal as if it were the target's
 * response, so this is the only place where the two can be distinguished.
 */
final class TripExecutor extends HttpRequestExecutor {
    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback information,
            HttpContext context)
            throws IOException, HttpException {
        boolean tunnel = "CONNECT".equals(request.getMethod());
        if (!tunnel) {
            Trip.in(context).ifPresent(Trip::goesThrough);
        }
        ClassicHttpResponse response = super.execute(request, connection, information, context);
        if (tunnel) {
            Trip.in(context).ifPresent(trip -> trip.tunnelAnswered(response.getCode()));
        }
        return response;
    }
}
