package dev.saoma.filter;

import dev.saoma.filter.support.Browser;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/** An application that its provider notifies of sign-outs through the back channel. */
abstract class BackChannelFixture extends AppFixture {
    private final AtomicInteger sids = new AtomicInteger();

    @BeforeEach
    final void giveSessionIds() {
        // Like a page session: one browser, one sid.
        provider.claims = all -> all.put("sid", "sid-" + sids.incrementAndGet());
    }

    final boolean signedIn(Browser browser) {
        return browser.open(app.url("/a")).statusCode() == 200;
    }

    final HttpResponse<String> post(String form, String... headers) {
        return new Browser().send("POST", app.url("/saoma/backchannel-logout"), form, headers);
    }

    final HttpResponse<String> tell(Map<String, Object> changes) {
        return post("logout_token=" + provider.logoutToken(changes));
    }
}
