package dev.saoma.filter.internal.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.internal.seal.Sealer;
import dev.saoma.filter.internal.seal.Sha256;
import dev.saoma.filter.internal.web.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PendingCookiesTest {
    private final SecureRandom random = new SecureRandom();
    private final Sealer sealer = new Sealer(new byte[32], Clock.systemUTC(), random);
    private final PendingCookies cookies = new PendingCookies(new Cookies(false), sealer, "tag");
    private final PendingSignIn mine = PendingSignIn.create(random, "/mine");
    private final String name = "saoma-tag-" + Sha256.shortId(mine.state());

    private static HttpServletRequest request(String... cookies) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                PendingCookiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                        Collections.enumeration(Collections.singleton(String.join("; ", cookies))));
    }

    private String sealed(PendingSignIn signIn) {
        return name + "=" + sealer.seal(name, signIn.encode(), Duration.ofMinutes(10));
    }

    @Test
    @DisplayName("of several cookies of our name the one that opens and has the state, wherever it stands")
    void cookieThatOpens_isTaken() {
        String good = sealed(mine);
        String other = sealed(PendingSignIn.create(random, "/other"));

        for (HttpServletRequest request : new HttpServletRequest[] {
            request(good), request(name + "=junk", good), request(good, name + "="), request(other, good, name + "=x")
        }) {
            assertThat(cookies.find(request, mine.state()))
                    .hasValueSatisfying(found -> assertThat(found.returnTo()).isEqualTo("/mine"));
        }
    }

    @Test
    @DisplayName("neither if two do; the same one twice is one")
    void twoThatOpen_areNone() {
        String good = sealed(mine);

        assertThat(cookies.find(request(good, sealed(mine)), mine.state())).isEmpty();
        assertThat(cookies.find(request(good, good), mine.state())).isPresent();
    }

    /** Returns the cookies that a browser would get, in order: the name, and whether it is set or removed. */
    private List<String> saved(HttpServletRequest request, PendingSignIn pending) {
        List<String> headers = new ArrayList<>();
        cookies.save(request, response(headers), pending);
        return headers;
    }

    private static HttpServletResponse response(List<String> headers) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                PendingCookiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> {
                    String value = (String) arguments[1];
                    headers.add((value.contains("Max-Age=0;") ? "-" : "+") + value.substring(0, value.indexOf('=')));
                    return null;
                });
    }

    /** Returns a cookie of ours that was sealed that many seconds ago. */
    private String old(int number, int bytes, long age) {
        String old = "saoma-tag-" + number;
        return old + "=" + sealer.seal(old, new byte[bytes], PendingCookies.LIFETIME.minusSeconds(age));
    }

    @Test
    @DisplayName("R11: the sixth sign-in takes the place of the oldest, whatever their order")
    void sixthSignIn_removesTheOldest() {
        HttpServletRequest four = request(old(1, 50, 1), old(2, 50, 90), old(3, 50, 3), old(4, 50, 4));
        HttpServletRequest five = request(old(1, 50, 1), old(2, 50, 90), old(3, 50, 3), old(4, 50, 4), old(5, 50, 5));

        assertThat(saved(four, mine)).containsExactly("+" + name);
        assertThat(saved(five, mine)).containsExactly("-saoma-tag-2", "+" + name);
    }

    @Test
    @DisplayName("R11: 4,096 bytes in all, with the filter's other cookies; the oldest go until the newest fits")
    void tooManyBytes_removeTheOldest() {
        HttpServletRequest heavy = request(old(1, 1200, 9), old(2, 1200, 8), "saoma-tag2=" + "x".repeat(40));
        HttpServletRequest heavier = request(old(1, 1200, 9), old(2, 1200, 8), "saoma-tag=" + "x".repeat(700));

        assertThat(saved(heavy, mine)).containsExactly("+" + name);
        assertThat(saved(heavier, mine)).containsExactly("-saoma-tag-1", "+" + name);
        assertThat(saved(request("saoma-tag=" + "x".repeat(9000)), mine)).containsExactly("+" + name);
    }

    @Test
    @DisplayName("R11: exactly 4,096 bytes fit, one more does not")
    void byteLimit_isExact() {
        List<String> alone = new ArrayList<>();
        cookies.save(request(""), lengths(alone), mine);
        int own = alone.get(0).length();
        String other = old(1, 100, 9);
        int rest = 4096 - own + "=".length() - (other.length() + "; ".length()) - "saoma-tag=; ".length();

        assertThat(saved(request(other, "saoma-tag=" + "x".repeat(rest)), mine)).containsExactly("+" + name);
        assertThat(saved(request(other, "saoma-tag=" + "x".repeat(rest + 1)), mine))
                .containsExactly("-saoma-tag-1", "+" + name);
    }

    private static HttpServletResponse lengths(List<String> pairs) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                PendingCookiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, arguments) -> pairs.add(((String) arguments[1]).split(";")[0]));
    }

    @Test
    void anyCookieOfOurs_showsThatCookiesAreKept() {
        assertThat(cookies.any(request("other=1", "saoma-tag-x=1"))).isTrue();
        assertThat(cookies.any(request("saoma-tag=1", "saoma-other-x=1"))).isFalse();
    }

    @Test
    void removal_isOfThatSignInAlone() {
        List<String> headers = new ArrayList<>();
        cookies.remove(response(headers), mine);

        assertThat(headers).containsExactly("-" + name);
    }

    @Test
    @DisplayName("R2, R19: another state, or a cookie of another sign-in under this name, is none")
    void cookieOfAnotherSignIn_isNone() {
        PendingSignIn other = PendingSignIn.create(random, "/other");

        assertThat(cookies.find(request(sealed(other)), mine.state())).isEmpty();
        assertThat(cookies.find(request(sealed(mine)), other.state())).isEmpty();
    }
}
