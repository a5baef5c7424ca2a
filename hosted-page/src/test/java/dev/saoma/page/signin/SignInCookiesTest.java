package dev.saoma.page.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.MutableClock;
import dev.saoma.page.oidc.AuthorizeRequest;
import dev.saoma.page.oidc.Wishes;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.SealKey;
import dev.saoma.page.seal.Sealer;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
                Wishes.NONE);
        return new PendingSignIn(
                random.alphanumeric(32), request, clock.instant().getEpochSecond());
    }

    private PendingSignIn begin(String appState) {
        PendingSignIn pending = pending(appState);
        for (SetCookie cookie : cookies.keep(pending, browser).orElseThrow()) {
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

        assertThat(cookies.find(pending.state(), browser)).contains(pending);
        assertThat(cookies.find("x".repeat(32), browser)).isEmpty();
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

        assertThat(cookies.find(two.state(), browser)).isEmpty();
        assertThat(cookies.find(one.state(), browser)).contains(one);
    }

    @Test
    void sixth_dropsTheOldest() {
        PendingSignIn first = begin("0");
        PendingSignIn second = begin("1");
        for (int i = 2; i < 6; i++) {
            begin("" + i);
        }

        assertThat(browser).hasSize(5);
        assertThat(cookies.find(first.state(), browser)).isEmpty();
        assertThat(cookies.find(second.state(), browser)).contains(second);
    }

    @Test
    @DisplayName("0.4: the cookies together stay small, or the user is locked out")
    void largeOnes_leaveRoomByDroppingTheOldest() {
        for (int i = 0; i < 5; i++) {
            begin(i + "x".repeat(511));
        }

        int chars = browser.entrySet().stream()
                .mapToInt(cookie -> cookie.getKey().length() + cookie.getValue().length())
                .sum();
        assertThat(chars).isLessThanOrEqualTo(4096);
        assertThat(browser).hasSizeGreaterThan(2);
    }

    @Test
    void tooLargeForACookie_isNotKept() {
        assertThat(cookies.keep(pending("x".repeat(4000)), browser)).isEmpty();
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
        List<SetCookie> set = elsewhere.keep(pending("b"), browser).orElseThrow();

        assertThat(set).hasSize(1);
        assertThat(elsewhere.all(browser)).isEmpty();
        assertThat(elsewhere.find(here.state(), browser)).isEmpty();
    }

    @Test
    @DisplayName("a cookie outlives its sign-in by a little, so that who comes late is told so")
    void cookie_isKeptForTwentyMinutes() {
        PendingSignIn pending = pending("a");

        assertThat(cookies.keep(pending, browser).orElseThrow().get(0).maxAge()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    @DisplayName("A17: begun anew after the QR code expired, the old one is gone; before, both live")
    void sameAttemptAgain_replacesTheExpired() {
        PendingSignIn old = begin("a");
        PendingSignIn reloaded = begin("a");
        assertThat(cookies.find(old.state(), browser)).contains(old);

        clock.advance(Duration.ofMinutes(5));
        PendingSignIn fresh = begin("a");

        assertThat(cookies.find(old.state(), browser)).isEmpty();
        assertThat(cookies.find(reloaded.state(), browser)).isEmpty();
        assertThat(cookies.find(fresh.state(), browser)).contains(fresh);
    }
}
