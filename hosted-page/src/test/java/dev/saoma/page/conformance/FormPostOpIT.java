package dev.saoma.page.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The conformance plan Form Post OP: the modules of Basic OP with {@code response_mode=form_post}. See
 * docs/evidence/conformance.md.
 */
@DisplayName("Form Post OP")
class FormPostOpIT {
    @Nested
    class Requests extends RequestModules {
        Requests() {
            super(ResponseMode.BY_FORM_POST);
        }

        @Test
        @DisplayName("A10: what the application sent is never markup in the form")
        void hostileState_staysText() {
            String state = browser.begin(request("state", "\"><script>alert(1)</script>"));

            assertThat(form(browser.callback(state, newScan())).body())
                    .contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"");
        }

        @Test
        @DisplayName(
                "G13: no caller can have data posted to an address of its choice; a response is valid for a minute")
        void foreignAndOldResponses_areRefused() {
            String path = path(Browser.location(browser.callback(browser.begin(request()), newScan())));

            assertThat(browser.get("/sign-in/post?response=junk").statusCode()).isEqualTo(400);
            assertThat(browser.get(path.substring(0, path.length() - 2)).statusCode())
                    .isEqualTo(400);
            assertThat(browser.get(path).statusCode()).isEqualTo(200);
            page.clock.advance(Duration.ofSeconds(61));
            assertThat(browser.get(path).statusCode()).isEqualTo(400);
        }
    }

    @Nested
    class Tokens extends TokenModules {
        Tokens() {
            super(ResponseMode.BY_FORM_POST);
        }
    }
}
