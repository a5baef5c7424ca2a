package dev.saoma.filter.support;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The responses of an application that was restarted while its provider was down. */
public record Outage(
        HttpResponse<String> publicPage,
        List<HttpResponse<String>> protectedPages,
        HttpResponse<String> withSession,
        HttpResponse<String> withToken) {

    /** Takes the provider down, restarts the application, sends requests, and brings the provider back. */
    public static Outage of(PackedApp app) throws Exception {
        Browser user = new Browser();
        user.visit(app.url("/a"));
        String token = app.provider.bearerToken(Map.of());
        if (new Browser().call(app.url("/api/orders"), token).statusCode() != 200) {
            throw new IllegalStateException("the token is refused while the provider is there");
        }
        app.provider.goDown();
        app.restart();
        List<HttpResponse<String>> pages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pages.add(new Browser().open(app.url("/a")));
        }
        Outage answers = new Outage(
                new Browser().open(app.url("/public/a")),
                pages,
                user.open(app.url("/a")),
                new Browser().call(app.url("/api/orders"), token));
        app.provider.comeBack();
        return answers;
    }
}
