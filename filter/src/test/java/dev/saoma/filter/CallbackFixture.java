package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import java.net.http.HttpResponse;

/** An application with callbacks of sign-ins that browsers have begun. */
abstract class CallbackFixture extends AppFixture {
    /** Returns the callback URL of a sign-in that this browser began. */
    final String callback(Browser of, String path) {
        return of.callback(app.url(path));
    }

    final void assertExpired(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body())
                .contains("This sign-in can no longer be used")
                .contains("id=\"start-again\"")
                .contains("id=\"error-id\"");
        assertThat(provider.tokenRequests).hasValue(0);
        assertThat(app.sessionsCreated).hasValue(0);
    }

    /** Asserts a redirect to a sign-in of this browser's own; nothing of the response has been used. */
    final void assertStartsAgain(HttpResponse<String> answer, String loginQuery) {
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer)).isEqualTo(app.url("/saoma/login" + loginQuery));
        assertThat(provider.tokenRequests).hasValue(0);
        assertThat(app.sessionsCreated).hasValue(0);
    }
}
