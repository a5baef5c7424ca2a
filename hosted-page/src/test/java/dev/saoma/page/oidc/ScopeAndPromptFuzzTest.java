package dev.saoma.page.oidc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any scope, prompt and max_age, one per line, get a verdict. */
class ScopeAndPromptFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void scopeAndPrompt(byte[] input) {
        String[] values = new String(input, StandardCharsets.UTF_8).split("\n", 3);
        String query = FuzzedRequests.with("scope", values[0]);
        query += values.length > 1 ? "&prompt=" + UrlWithParameters.encode(values[1]) : "";
        query += values.length > 2 ? "&max_age=" + UrlWithParameters.encode(values[2]) : "";
        FuzzedRequests.judge(query);
    }
}
