package dev.saoma.filter.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/orders/7",
                "/r?a=1&b=%2Fx&%E4%B8%AD=1",
                "/r?next=//evil.example&x=..",
                "/r?x=%25%2e",
                "/a/b.c/d#part",
                "/%E8%AE%A2%E5%8D%95/",
                "/a;v=1/b",
                "/...",
                "/.well-known/x"
            })
    void honestPath_isSafe(String path) {
        assertThat(ReturnPath.isSafe(path)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("R1: shapes of the open-redirect collections")
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "//evil.example",
                "///evil.example",
                "////evil.example",
                "/\\evil.example",
                "\\/evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "/ /evil.example",
                "http://evil.example",
                "https:evil.example",
                "javascript:alert(1)",
                "/a//evil.example",
                "/..//evil.example",
                "/a/..//evil.example",
                "/./x",
                "/a/.",
                "/..",
                "/..;/x",
                "/%2e%2e/x",
                "/%2E/x",
                "/%2f/evil.example",
                "/%2F%2Fevil.example",
                "/%5cevil.example",
                "/%5Cevil.example",
                "/%0d%0aLocation:x",
                "/%00",
                "/%09/evil.example",
                "/%1f",
                "/%7F",
                "/a%252f",
                "/中文",
                "/a\u00a0",
                "/a\u007f",
                "/r?q=\\",
                "/r?q=a b",
                "?x=/",
                "#/"
            })
    void anythingElse_isNot(String path) {
        assertThat(ReturnPath.isSafe(path)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {3072, 3073, 9000})
    @DisplayName("R8: at most 3072 characters")
    void longPath_isSafeUpTo3072(int length) {
        assertThat(ReturnPath.isSafe("/" + "a".repeat(length - 1))).isEqualTo(length <= 3072);
    }

    @ParameterizedTest
    @ValueSource(ints = {3072, 3073})
    void tooLong_isMoreThan3072(int length) {
        assertThat(ReturnPath.isTooLong("/" + "a".repeat(length - 1))).isEqualTo(length > 3072);
    }

    @ParameterizedTest
    @DisplayName("the first and the last printable characters are safe")
    @ValueSource(strings = {"/!", "/~", "/a?!~", "/?", "/#"})
    void printableEnds_areSafe(String path) {
        assertThat(ReturnPath.isSafe(path)).isTrue();
    }

    @ParameterizedTest
    @DisplayName("R7: a query with letters, as old browsers send them, says the same in ASCII")
    @CsvSource({
        "a=1&b=%2F!~, a=1&b=%2F!~",
        "q=a\\b, q=a%5Cb",
        "q=\u4E2D\u6587, q=%E4%B8%AD%E6%96%87",
        "q=\u00E4\u00FF, q=%E4%FF",
        "q=\u0100, q=%C4%80",
        "q=\uD83D\uDE00z, q=%F0%9F%98%80z"
    })
    void queryWithLetters_isEscaped(String query, String escaped) {
        assertThat(ReturnPath.escapedQuery(query)).isEqualTo(escaped);
    }

    @Test
    void controlsOfAQuery_areEscaped() {
        assertThat(ReturnPath.escapedQuery("a b\u007f\u001f")).isEqualTo("a%20b%7F%1F");
        assertThat(ReturnPath.escapedQuery("")).isEmpty();
    }

    @Property(tries = 2000)
    void escapedQuery_isSafeAndStable(@ForAll String query) {
        String escaped = ReturnPath.escapedQuery(query);

        assertThat(ReturnPath.escapedQuery(escaped)).isEqualTo(escaped);
        assertThat(escaped.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '\\'))
                .isTrue();
    }

    @Property(tries = 20_000)
    void whateverIsSafe_staysOnTheOrigin(@ForAll("nasty") String path) {
        if (ReturnPath.isSafe(path)) {
            assertThat(leavesOrigin(path)).as(path).isFalse();
            // A second hop that decodes once must not turn it into something else.
            assertThat(leavesOrigin(decodeOnce(pathOf(path))))
                    .as("decoded %s", path)
                    .isFalse();
        }
    }

    /**
     * Whether a browser would leave the origin by a relative address on a page of ours: the WHATWG URL parser trims controls
     * and spaces, drops tabs and newlines, takes a backslash for a slash, and two leading slashes for the beginning of a host.
     */
    private static boolean leavesOrigin(String address) {
        int start = 0;
        while (start < address.length() && address.charAt(start) <= ' ') {
            start++;
        }
        String seen = address.substring(start).replaceAll("[\\t\\n\\r]", "").replace('\\', '/');
        boolean scheme = seen.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");
        return scheme || seen.startsWith("//");
    }

    private static String pathOf(String address) {
        return address.split("[?#]", 2)[0];
    }

    private static String decodeOnce(String path) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%' && path.substring(i).matches("(?s)%[0-9A-Fa-f]{2}.*")) {
                out.append((char) Integer.parseInt(path.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                out.append(path.charAt(i));
            }
        }
        return out.toString();
    }

    @Provide
    static Arbitrary<String> nasty() {
        return Arbitraries.of(
                        "/",
                        "/",
                        "\\",
                        ".",
                        "..",
                        "a",
                        "evil.example",
                        "%2f",
                        "%5C",
                        "%2e",
                        "%09",
                        "\t",
                        "\n",
                        " ",
                        "?",
                        "#",
                        "@",
                        ":",
                        ";",
                        "http:",
                        "%00",
                        "%25",
                        "中",
                        "%E4%B8%AD")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
