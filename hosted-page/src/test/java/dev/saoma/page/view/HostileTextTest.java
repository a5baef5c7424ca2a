package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from outside remains text, wherever it is on a page. */
class HostileTextTest {
    private static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;

    private final Pages pages = new Pages("");

    static Stream<String> hostileTexts() {
        return Stream.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "[[${7*7}]]",
                "[(${7*7})]",
                "${7*7}",
                "__${T(java.lang.Runtime)}__::.x",
                "~{login :: head}",
                "{0} ' '' {",
                "</title><script>alert(1)</script>",
                "&lt;b&gt;");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void hostileText_isShownLiterally(String text) {
        String login =
                pages.login(Samples.login(text, text), CHINESE, Samples.NONCE).toString();
        String error = pages.error(
                        new ErrorPage("internal", text, null, text, null, text), Locale.ENGLISH, Samples.NONCE)
                .toString();

        assertThat(login)
                .contains("<bdi class=\"name\">" + escaped(text) + "</bdi>")
                .contains("<bdi class=\"host\">" + escaped(text) + "</bdi>")
                .contains("<title>登录 " + escaped(text) + "</title>");
        assertThat(error)
                .contains("<bdi class=\"name\">" + escaped(text) + "</bdi>")
                .contains("<bdi class=\"detail\">" + escaped(text) + "</bdi>")
                .contains("<code id=\"error-id\">" + escaped(text) + "</code>");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void hostileText_inAttributes_staysInside(String text) {
        String html =
                pages.frame(new HandOver(text, text), CHINESE, Samples.NONCE).toString();

        assertThat(html)
                .contains("data-state=\"" + escaped(text) + "\"")
                .contains("data-code=\"" + escaped(text) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"})
    void addressThatIsNoWebAddress_isRefused(String address) {
        URI uri = URI.create(address);

        assertThatThrownBy(() -> new PopupDone(Samples.STATE, uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("location must be an http, https or relative URL");
        assertThatThrownBy(() -> new LanguageLink("en", "English", address, false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ErrorPage("internal", "id", uri, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
