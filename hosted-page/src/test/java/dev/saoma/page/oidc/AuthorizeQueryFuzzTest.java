package dev.saoma.page.oidc;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** An authorization request with any query is judged, and no response goes to an unregistered URI. */
class AuthorizeQueryFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void query(byte[] input) {
        FuzzedRequests.judge(new String(input, StandardCharsets.ISO_8859_1));
    }
}
