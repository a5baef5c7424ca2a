package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetFormTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/crm/orders/7",
                "/crm/orders/",
                "/a.b/c..d/...",
                "/%E8%AE%A2%E5%8D%95/a%20b",
                "/a%3Fb",
                "/x!$&'()*+,=:@~_-.",
                "/%2B"
            })
    void plainPath_isCanonical(String path) {
        assertThat(TargetForm.of(path)).isEqualTo(TargetForm.CANONICAL);
    }

    @ParameterizedTest
    @DisplayName("table 0.1, P4, P5, P8, P9: two readings are possible")
    @ValueSource(
            strings = {
                "/static/x.css/../../admin/secret",
                "/admin/x;.css",
                "/admin;/x.css",
                "/admin;jsessionid=ABC",
                "/public//../admin/secret",
                "/%61dmin/secret",
                "//admin/secret",
                "///health",
                "/./admin/secret",
                "/admin/..",
                "/admin/.",
                "/a%25b",
                "/a%3bb",
                "/a|b",
                "/a\u0080",
                "/中文"
            })
    void doubleReading_isOdd(String path) {
        assertThat(TargetForm.of(path)).isEqualTo(TargetForm.ODD);
    }

    @ParameterizedTest
    @DisplayName("table 0.1, P6, P7, P11, P25: no honest client sends it")
    @ValueSource(
            strings = {
                "",
                "*",
                "http://x/",
                "/public;/../admin%2fsecret",
                "/public/..;/admin/secret",
                "/public;a=b/..;c=d/admin/secret",
                "/public/%2e%2e/admin/secret",
                "/public/%2E/admin",
                "/a%2eb",
                "/;x/admin/secret",
                "/a/;x",
                "/public%2f..%2fadmin",
                "/public%5c..%5cadmin",
                "/public\\admin",
                "/admin%00",
                "/admin%0a",
                "/admin%0d%0aX:%20y",
                "/admin%7f",
                "/admin/%c3%28",
                "/%E2%82",
                "/%",
                "/%4",
                "/%zz",
                "/%-1",
                "/a b",
                "/a\u0000",
                "/a;x=%2f",
                "/%c0%af"
            })
    void dishonestPath_isRefused(String path) {
        assertThat(TargetForm.of(path)).isEqualTo(TargetForm.REFUSED);
    }

    @Test
    void escapesAtTheVeryEnd_areRead() {
        assertThat(TargetForm.decode("/%41")).isEqualTo("/A");
        assertThat(TargetForm.decode("/a%20")).isEqualTo("/a ");
        assertThat(TargetForm.decode("/%4")).isNull();
        assertThat(TargetForm.decode("/%E4")).isNull();
        assertThat(TargetForm.decode("/%00")).isEqualTo("/\u0000");
        assertThat(TargetForm.decode("/\u4E2D%20")).isEqualTo("/\u4E2D ");
        assertThat(TargetForm.decode("/a")).isEqualTo("/a");
        assertThat(TargetForm.decode("/%\uFF14\uFF11")).isNull();
    }

    @Property(tries = 20_000)
    void canonicalPath_hasNoSecondReading(@ForAll("targets") String target) {
        if (TargetForm.of(target) == TargetForm.CANONICAL) {
            String decoded = TargetForm.decode(target);
            assertThat(decoded)
                    .doesNotContain("//", "/./", "/../", ";", "\\", "%")
                    .doesNotEndWith("/..");
            assertThat(decoded.chars().allMatch(c -> c >= 0x20 && c != 0x7f)).isTrue();
        }
    }

    @Property(tries = 20_000)
    void shortCut_agreesWithTheSlowWay(@ForAll("targets") String target) {
        // A needless escape at the end keeps the whole path off the fast path, and is itself only odd.
        TargetForm slow = TargetForm.of(target + "%61");
        TargetForm fast = TargetForm.of(target);
        assertThat(fast == TargetForm.CANONICAL && slow == TargetForm.REFUSED)
                .as(target)
                .isFalse();
    }

    @Property(tries = 2000)
    void anyText_isJudged(@ForAll String text) {
        assertThat(TargetForm.of("/" + text)).isNotNull();
    }

    @Property(tries = 1000)
    void decoding_isTheOppositeOfEncoding(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder();
        for (byte b : bytes) {
            encoded.append(String.format("%%%02x", b & 0xff));
        }
        assertThat(TargetForm.decode(encoded.toString())).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Provide
    static Arbitrary<String> targets() {
        return Arbitraries.of(
                        "/",
                        "/",
                        ".",
                        "..",
                        ";",
                        "=",
                        "a",
                        "admin",
                        "%2e",
                        "%2F",
                        "%5c",
                        "%61",
                        "%25",
                        "%00",
                        "%E4%B8%AD",
                        "%E4",
                        "\\",
                        " ",
                        "%",
                        "!",
                        "~")
                .list()
                .ofMaxSize(8)
                .map(parts -> "/" + String.join("", parts));
    }
}
