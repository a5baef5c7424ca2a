package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is read as a query, and a parameter of ours that follows it is found once or reported as repeated. */
class QueryParametersFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void query(byte[] input) {
        String query = new String(input, StandardCharsets.ISO_8859_1);
        QueryParameters parameters = new QueryParameters(query + "&state=ours");

        assertThat(parameters.isRepeated("state") || "ours".equals(parameters.get("state")))
                .isTrue();
        assertThat(new QueryParameters("state=ours&" + query).get("state")).isEqualTo("ours");
        assertThat(new QueryParameters("state=a&" + query + "&state=b").isRepeated("state"))
                .isTrue();
    }
}
