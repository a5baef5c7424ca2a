package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.saoma.page.oidc.AuthorizeVerdict.Refused;
import java.nio.charset.StandardCharsets;

/** Of all redirect URIs, only the registered one is accepted. */
class RedirectUriFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void redirectUri(byte[] input) {
        String uri = new String(input, StandardCharsets.UTF_8);
        AuthorizeVerdict verdict = FuzzedRequests.judge(FuzzedRequests.with("redirect_uri", uri));

        assertThat(verdict == null || verdict instanceof Refused || uri.equals(Samples.CALLBACK))
                .isTrue();
    }
}
