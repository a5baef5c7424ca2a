package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.saoma.page.branding.Branding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetsTest {

    private final Assets assets = new Assets(Branding.NONE);

    @ParameterizedTest
    @CsvSource({
        "page.css, text/css; charset=utf-8",
        "login.js, text/javascript; charset=utf-8",
        "popup.js, text/javascript; charset=utf-8",
        "frame.js, text/javascript; charset=utf-8",
        "phone.js, text/javascript; charset=utf-8",
        "logo.svg, image/svg+xml"
    })
    void asset_isServedUnderItsHashWithItsType(String file, String type) {
        String name = assets.hashedName(file);

        assertThat(name).matches("[a-z]+-[0-9a-f]{16}\\.(css|js|svg)");
        assertThat(assets.byHashedName(name)).hasValueSatisfying(asset -> {
            assertThat(asset.contentType()).isEqualTo(type);
            assertThat(asset.bytes()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page.css",
                "page-0000000000000000.css",
                "../page.css",
                "",
                "login.html",
                "messages_en.properties",
                "%2e%2e/login.html"
            })
    void anyOtherName_isUnknown(String name) {
        assertThat(new Pages("").asset(name)).isEmpty();
    }

    @Test
    void bytesOfAnAsset_cannotBeChangedByTheCaller() {
        Asset asset = assets.byHashedName(assets.hashedName("page.css")).orElseThrow();
        byte first = asset.bytes()[0];
        asset.bytes()[0] = (byte) (first + 1);

        assertThat(asset.bytes()[0]).isEqualTo(first);
    }

    @Test
    void assetThatDoesNotExist_isAMistakeOfOurs() {
        assertThatThrownBy(() -> assets.hashedName("no.css")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"login.js", "popup.js", "frame.js", "opener.js", "message.js"})
    void script_hasNothingThatTurnsTextIntoCodeOrTalksToEverybody(String file) throws Exception {
        String script = source(file);

        assertThat(MessagesTest.resource("assets/" + file)).startsWith("(()=>{'use strict';");
        assertThat(script)
                .doesNotContain("innerHTML")
                .doesNotContain("outerHTML")
                .doesNotContain("insertAdjacentHTML")
                .doesNotContain("document.write")
                .doesNotContain("eval(")
                .doesNotContain("Function(")
                .doesNotContain("'*'")
                .doesNotContain("\"*\"")
                .doesNotContain("localStorage")
                // What is stored is the fragment of an address, while WeChat's page is open; cookies are only read.
                .doesNotContainPattern("setItem\\((?!'saoma:(here|fragment):')")
                .doesNotContainPattern("document\\.cookie\\s*=")
                .doesNotContain("noopener")
                .doesNotContain("console.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login.js", "popup.js", "frame.js"})
    void script_postsToItsOwnOriginOnly(String file) throws Exception {
        String script = source(file);

        assertThat(Html.matches(script, "(?s)((?:opener|popup|parent)\\.postMessage\\(.*?\\);)"))
                .isNotEmpty()
                .allMatch(call -> call.contains("window.location.origin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"login.js", "popup.js"})
    void script_thatListens_checksTheOriginFirst(String file) throws Exception {
        String script = source(file);

        assertThat(Html.matches(script, "window\\.addEventListener\\('message', \\(event\\) => \\{\\s*if \\((.*)\\)"))
                .hasSize(1)
                .allMatch(condition -> condition.startsWith("event.origin "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"login.js", "popup.js", "frame.js"})
    void script_keepsToTheLanguageOfOlderBrowsers(String file) throws Exception {
        // ECMAScript 2017: no optional chaining, nullish operators, optional catch binding or object spread.
        assertThat(source(file))
                .doesNotContainPattern("\\?\\.[A-Za-z(\\[]")
                .doesNotContain("??")
                .doesNotContainPattern("catch\\s*\\{")
                .doesNotContain("...");
    }

    @Test
    void everyElementThatTheLoginScriptUses_isOnThePage() throws Exception {
        String script = source("login.js");
        String html = new Pages("")
                .login(Samples.login(), Locale.ENGLISH, Samples.NONCE)
                .toString();

        assertThat(Html.matches(script, "byId\\('([a-z-]+)'\\)"))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(html).contains("id=\"" + id + "\""));
        assertThat(Html.matches(script, "\\bpage\\.([a-zA-Z]+)"))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(html).contains(" data-" + dashed(key) + "=\""));
    }

    @Test
    void styleSheet_loadsNothing() throws Exception {
        assertThat(MessagesTest.resource("assets/page.css"))
                .doesNotContain("url(")
                .doesNotContain("@import")
                .doesNotContain("http");
    }

    /** Returns the modules that the script consists of. */
    private static String source(String file) throws IOException {
        Path folder = Path.of("src", "main", "js");
        String bundles = Files.readString(folder.resolve("pages.json"));
        StringBuilder script = new StringBuilder();
        JsonParser.parseString(bundles).getAsJsonObject().getAsJsonArray("bundles").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(bundle -> bundle.get("name").getAsString().equals(file))
                .flatMap(bundle -> bundle.getAsJsonArray("includes").asList().stream())
                .forEach(module -> script.append(read(folder.resolve(module.getAsString()))));
        assertThat(script).as("modules of " + file).isNotEmpty();
        return script.toString();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String dashed(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
