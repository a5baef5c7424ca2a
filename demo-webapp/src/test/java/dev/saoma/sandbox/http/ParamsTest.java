package dev.saoma.sandbox.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ParamsTest {

    @Property
    void encodedValue_isDecodedAndKeptAsItCame(@ForAll String value) {
        String text = value.replaceAll("\\p{Cs}", "");
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        Params params = Params.parse("a=1&state=" + encoded + "&b");
        assertThat(params.get("state")).isEqualTo(text);
        assertThat(params.raw("state")).isEqualTo(encoded);
    }

    @Property
    void anyQuery_isRead(@ForAll String query) {
        assertThat(Params.parse(query).names()).doesNotContain("");
    }

    @Example
    void repeatedParameter_countsTheFirstTime() {
        assertThat(Params.parse("code=1&code=2").get("code")).isEqualTo("1");
    }

    @Example
    void brokenEscape_isText() {
        assertThat(Params.parse("code=%zz").get("code")).isEqualTo("%zz");
    }

    @Example
    void queryAndForm_addUp() {
        Params both = Params.parse("appid=q").and(Params.parse("appid=f&secret=s"));
        assertThat(both.get("appid")).isEqualTo("q");
        assertThat(both.get("secret")).isEqualTo("s");
    }
}
