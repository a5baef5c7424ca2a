package dev.saoma.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A whole sign-in through a filter: the application's requests are fakes, those to the provider are real. */
final class Journey {
    static final String PAGE = "/orders/view/12345";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> jar = new LinkedHashMap<>();
    private @Nullable FakeSession session;

    /** The session that the sign-in of {@link LocalProvider#SUBJECT} leaves behind. */
    static FakeSession signIn(Filter filter) throws IOException, ServletException, InterruptedException {
        return new Journey().walk(filter);
    }

    private FakeSession walk(Filter filter) throws IOException, ServletException, InterruptedException {
        String url = FakeRequest.APP + PAGE;
        StringBuilder way = new StringBuilder();
        for (int hop = 0; hop < 8; hop++) {
            way.append('\n').append(url);
            Application application = new Application();
            String next = url.startsWith(FakeRequest.APP)
                    ? visit(filter, url.substring(FakeRequest.APP.length()), application)
                    : provider(url);
            if (application.user != null) {
                Check.that(application.user.equals(LocalProvider.SUBJECT), "the right user arrives");
                return Objects.requireNonNull(session, "session");
            }
            Check.that(next != null, "the sign-in redirects after" + way);
            url = URI.create(url).resolve(next).toString();
        }
        throw new IllegalStateException("the sign-in does not end:" + way);
    }

    private @Nullable String visit(Filter filter, String target, Application application)
            throws IOException, ServletException {
        FakeRequest request = new FakeRequest(target, session).cookies(jar);
        FakeResponse response = new FakeResponse();
        filter.doFilter(request, response, application);
        session = request.session();
        response.keepCookies(jar);
        return response.getHeader("Location");
    }

    private @Nullable String provider(String url) throws IOException, InterruptedException {
        HttpResponse<Void> answer =
                http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding());
        return answer.headers().firstValue("Location").orElse(null);
    }
}
