package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import dev.saoma.page.http.SentCookies;
import dev.saoma.page.http.SetCookie;
import dev.saoma.page.oidc.AuthenticationParameters;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.settings.ResponseMode;
import dev.saoma.page.support.MutableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignInCookiesTest {
    private final MutableClock clock = MutableClock.atNow();
    private final SecureRandom secureRandom = new SecureRandom();
    private final RandomText random = new RandomText(secureRandom);
    private final Sealer sealer =
            new Sealer(List.of(SealKey.of(new byte[32])), "https://login.example.com", clock, secureRandom);
    private final SignInCookies cookies = of("https://login.example.com");
    private final Map<String, String> browser = new LinkedHashMap<>();

    private SignInCookies of(String issuer) {
        return new SignInCookies(sealer, URI.create(issuer), Duration.ofMinutes(5), clock);
    }

    private PendingSignIn pending(String appState) {
        AuthorizeRequest request = new AuthorizeRequest(
                "crm",
                "https://crm.example.com/cb",
                Set.of("openid"),
                appState,
                "nonce",
                "challenge",
                "zh-CN en",
                AuthenticationParameters.NONE);
        return new PendingSignIn(
                random.alphanumeric(32), request, clock.instant().getEpochSecond());
    }

    private SentCookies sent() {
        return SentCookies.of(browser.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .toList());
    }

    private PendingSignIn begin(String appState) {
        PendingSignIn pending = pending(appState);
        for (SetCookie cookie : cookies.keep(pending, sent()).orElseThrow()) {
            if (cookie.maxAge().isZero()) {
                browser.remove(cookie.name());
            } else {
                browser.put(cookie.name(), cookie.value());
            }
        }
        clock.advance(Duration.ofSeconds(1));
        return pending;
    }

    @Test
    void kept_isFoundByItsState() {
        PendingSignIn pending = begin("a");

        assertThat(cookies.find(pending.state(), sent())).contains(pending);
        assertThat(cookies.find("x".repeat(32), sent())).isEmpty();
        assertThat(browser.keySet()).allMatch(name -> name.startsWith("__Host-"));
        assertThat(browser.values()).noneMatch(value -> value.contains(pending.state()));
        assertThat(browser.keySet())
                .noneMatch(name -> name.contains(pending.state().substring(0, 6)));
    }

    @Test
    @DisplayName("G46: a cookie under another name is not opened")
    void movedCookie_isNotFound() {
        PendingSignIn one = begin("a");
        String value = browser.values().iterator().next();
        PendingSignIn two = begin("b");
        browser.replaceAll((name, old) -> value);

        assertThat(cookies.find(two.state(), sent())).isEmpty();
        assertThat(cookies.find(one.state(), sent())).contains(one);
    }

    @Test
    void sixth_dropsTheOldest() {
        PendingSignIn first = begin("0");
        PendingSignIn second = begin("1");
        for (int i = 2; i < 6; i++) {
            begin("" + i);
        }

        assertThat(browser).hasSize(5);
        assertThat(cookies.find(first.state(), sent())).isEmpty();
        assertThat(cookies.find(second.state(), sent())).contains(second);
    }

    @Test
    @DisplayName("the cookies together stay small, or the user is locked out")
    void largeOnes_leaveRoomByDroppingTheOldest() {
        PendingSignIn last = begin("begin");
        for (int i = 0; i < 5; i++) {
            last = begin(random.alphanumeric(2048));
        }

        int chars = browser.entrySet().stream()
                .mapToInt(cookie -> cookie.getKey().length() + cookie.getValue().length())
                .sum();
        assertThat(chars).isLessThanOrEqualTo(7 * 1024);
        assertThat(browser).as("two tabs still go side by side").hasSizeGreaterThan(1);
        assertThat(cookies.find(last.state(), sent())).contains(last);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("a state of 2 KB as ASP.NET, JWTs and chained providers send it, beside all else, fits one cookie")
    void stateOfTwoKilobytes_fits(String kind, String state, String nonce, String idTokenHint) {
        AuthenticationParameters authentication = new AuthenticationParameters(
                Set.of("login"), 600L, idTokenHint, "o6_bmasdasdsad6_2sgVt7hMZOPfL", ResponseMode.QUERY);
        String redirectUri =
                "https://crm.example.com/" + random.alphanumeric(200).toLowerCase(Locale.ROOT);
        AuthorizeRequest request = new AuthorizeRequest(
                "crm",
                redirectUri,
                Set.of("openid", "profile"),
                state,
                nonce,
                random.alphanumeric(43),
                "zh-CN",
                authentication);
        PendingSignIn pending = new PendingSignIn(
                random.alphanumeric(32), request, clock.instant().getEpochSecond());

        SetCookie cookie = cookies.keep(pending, sent()).orElseThrow().get(0);

        assertThat(cookie.name().length() + cookie.value().length()).as(kind).isLessThanOrEqualTo(4096);
        assertThat(cookies.find(pending.state(), SentCookies.of(List.of(cookie.name() + "=" + cookie.value()))))
                .contains(pending);
    }

    static Stream<Arguments> stateOfTwoKilobytes_fits() {
        RandomText random = new RandomText(new SecureRandom());
        return Stream.of(
                Arguments.of("ASP.NET", random.alphanumeric(2048), "63890" + random.alphanumeric(100), null),
                Arguments.of("JWT", random.alphanumeric(2048), random.alphanumeric(43), random.alphanumeric(900)),
                Arguments.of("JSON", "{\"a\":\"<=&>'\"}".repeat(128), random.alphanumeric(43), null),
                Arguments.of("quotes", "\"".repeat(2048), "\\".repeat(2048), null));
    }

    @Test
    @DisplayName("what was sealed before sealing made it short is still read")
    void sealedByAnOlderVersion_isFound() {
        PendingSignIn pending = pending("a".repeat(1000));
        String name = "__Host-saoma-sign-in-";
        SetCookie now = cookies.keep(pending, sent()).orElseThrow().get(0);
        byte[] json = new Gson().toJson(pending).getBytes(StandardCharsets.UTF_8);
        String old =
                sealer.seal("sign-in " + pending.id(), json, clock.instant().plusSeconds(60));

        assertThat(now.name()).startsWith(name);
        assertThat(cookies.find(pending.state(), SentCookies.of(List.of(now.name() + "=" + old))))
                .contains(pending);
    }

    @Test
    void tooLargeForACookie_isNotKept() {
        assertThat(cookies.keep(pending(random.alphanumeric(4000)), sent())).isEmpty();
    }

    @Test
    void unreadableCookies_areDropped() {
        begin("a");
        browser.replaceAll((name, value) -> "junk");
        browser.put("other", "stays");
        begin("b");

        assertThat(browser).hasSize(2).containsKey("other").doesNotContainValue("junk");
    }

    @Test
    @DisplayName("two pages on one host, under two paths or ports, leave each other's sign-ins alone")
    void cookiesOfAnotherPage_areLeftAlone() {
        browser.put("__Host-saoma-sign-in-abcdefghij", "of an older version");
        PendingSignIn here = begin("a");
        SignInCookies elsewhere = of("https://login.example.com/two");
        List<SetCookie> set = elsewhere.keep(pending("b"), sent()).orElseThrow();

        assertThat(set).hasSize(1);
        assertThat(elsewhere.all(sent())).isEmpty();
        assertThat(elsewhere.find(here.state(), sent())).isEmpty();
    }

    @Test
    @DisplayName("a cookie outlives its sign-in by a little, so that late callers get the right error")
    void cookie_isKeptForTwentyMinutes() {
        PendingSignIn pending = pending("a");

        assertThat(cookies.keep(pending, sent()).orElseThrow().get(0).maxAge()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    @DisplayName("A17: begun again after the QR code expired, the old one is gone; before, both are valid")
    void sameAttemptAgain_replacesTheExpired() {
        PendingSignIn old = begin("a");
        PendingSignIn reloaded = begin("a");
        assertThat(cookies.find(old.state(), sent())).contains(old);

        clock.advance(Duration.ofMinutes(5));
        PendingSignIn fresh = begin("a");

        assertThat(cookies.find(old.state(), sent())).isEmpty();
        assertThat(cookies.find(reloaded.state(), sent())).isEmpty();
        assertThat(cookies.find(fresh.state(), sent())).contains(fresh);
    }
}
