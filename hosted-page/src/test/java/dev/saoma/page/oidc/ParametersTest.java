package dev.saoma.page.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.oidc.Parameters.Malformed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    @Test
    void plusAndPercent_areDecodedOnce() throws Malformed {
        Parameters parameters = Parameters.parse("a=x+y%20z%2Bw&b=%2525&c=%E4%B8%AD");

        assertThat(parameters.one("a")).contains("x y z+w");
        assertThat(parameters.one("b")).contains("%25");
        assertThat(parameters.one("c")).contains("中");
    }

    @Test
    @DisplayName("RFC 6749 3.1: without a value is as if omitted")
    void noValue_isAbsent() throws Malformed {
        Parameters parameters = Parameters.parse("a=&b&&=x");

        assertThat(parameters.one("a")).isEmpty();
        assertThat(parameters.one("b")).isEmpty();
        assertThat(parameters.has("a")).isFalse();
        assertThat(parameters.one("c")).isEmpty();
    }

    @Test
    @DisplayName("G4: repeated is not one")
    void repeated_isNotOne() throws Malformed {
        Parameters parameters = Parameters.parse("a=1&b=2&a=1");

        assertThat(parameters.isRepeated("a")).isTrue();
        assertThat(parameters.one("a")).isEmpty();
        assertThat(parameters.one("b")).contains("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=%", "a=%2", "a=%zz", "a=%C3%28", "a=%ff", "a=中", "%=x", "a=%C0%80", "a=%ED%A0%80", "a=%+1"})
    void badEncoding_isMalformed(String encoded) {
        assertThatThrownBy(() -> Parameters.parse(encoded)).isInstanceOf(Malformed.class);
    }

    @Test
    @DisplayName("K7: sizes are limited")
    void tooMuch_isMalformed() {
        assertThatThrownBy(() -> Parameters.parse("a=1&".repeat(101))).hasMessageContaining("100 parameters");
        assertThatThrownBy(() -> Parameters.parse("a=" + "x".repeat(8191))).hasMessageContaining("8192 characters");
    }

    @Test
    @DisplayName("K7: as much as the limits say is read")
    void asMuchAsIsAllowed_isRead() throws Malformed {
        assertThat(Parameters.parse("a=1&".repeat(99) + "b=2").one("b")).contains("2");
        assertThat(Parameters.parse("a=" + "x".repeat(8190)).one("a"))
                .hasValueSatisfying(value -> assertThat(value).hasSize(8190));
    }

    @Test
    void emptyPairs_doNotCount() throws Malformed {
        assertThat(Parameters.parse("&".repeat(500) + "a=1").one("a")).contains("1");
    }

    @Test
    void nameWithoutEqualsSign_isThereWithoutValue() throws Malformed {
        Parameters parameters = Parameters.parse("a&a");

        assertThat(parameters.isRepeated("a")).isTrue();
        assertThat(parameters.has("a")).isFalse();
    }

    @Test
    void value_isThere() throws Malformed {
        Parameters parameters = Parameters.parse("a=1&a=&b=2");

        assertThat(parameters.has("a")).isTrue();
        assertThat(parameters.has("b")).isTrue();
        assertThat(parameters.isRepeated("b")).isFalse();
    }

    @Test
    void parameterWithoutName_isReadAsOne() throws Malformed {
        assertThat(Parameters.parse("=x").one("")).contains("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%:1", "a=%1g", "a=%4", "a=%0", "a=%/0"})
    void whatIsNoHexadecimalDigit_isMalformed(String encoded) {
        assertThatThrownBy(() -> Parameters.parse(encoded))
                .hasMessage("a % must be followed by two hexadecimal digits");
    }

    @Test
    void none_hasNothing() {
        assertThat(Parameters.none().one("a")).isEmpty();
        assertThat(Parameters.none().has("a")).isFalse();
        assertThat(Parameters.none().isRepeated("a")).isFalse();
    }

    @Test
    void lastCharacterOfAscii_isRead() throws Malformed {
        assertThat(Parameters.parse("a=\u007f").one("a")).contains("\u007f");
        assertThatThrownBy(() -> Parameters.parse("a=\u0080")).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Parameters.parse("a=%\uff11\uff11")).isInstanceOf(Malformed.class);
    }

    @Property
    void whatIsEncoded_comesBack(
            @ForAll @Size(max = 9)
                    Map<@NotEmpty @StringLength(max = 20) String, @NotEmpty @StringLength(max = 20) String> all)
            throws Malformed {
        String encoded = all.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"));
        Parameters parameters = Parameters.parse(encoded);

        // What has no UTF-8 form is encoded as a question mark.
        all.forEach((name, value) -> {
            if (isUnicode(name) && isUnicode(value)) {
                assertThat(parameters.one(name)).contains(value);
            }
        });
    }

    @Property
    void anyText_isReadOrMalformed(@ForAll String text) {
        try {
            Parameters.parse(text);
        } catch (Malformed e) {
            assertThat(e).hasMessageMatching("[\\x20-\\x7e]+");
        }
    }

    @Property
    void urlWithParameters_isReadBackTheSame(@ForAll @NotEmpty @StringLength(max = 200) String value) throws Malformed {
        String url = new UrlWithParameters("https://a.example/cb?x=1")
                .with("v", value)
                .toUri()
                .toASCIIString();

        assertThat(url).matches("[\\x21-\\x7e]+").startsWith("https://a.example/cb?x=1&v=");
        if (isUnicode(value)) {
            assertThat(Parameters.parse(url.substring(url.indexOf('?') + 1)).one("v"))
                    .contains(value);
        }
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
