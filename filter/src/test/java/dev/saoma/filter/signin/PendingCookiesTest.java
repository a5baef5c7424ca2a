package dev.saoma.filter.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.seal.Sealer;
import dev.saoma.filter.web.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PendingCookiesTest {
    private final SecureRandom random = new SecureRandom();
    private final Sealer sealer = new Sealer(new byte[32], Clock.systemUTC(), random);
    private final PendingCookies cookies = new PendingCookies(new Cookies(false), sealer, "tag");
    private final PendingSignIn mine = PendingSignIn.create(random, "/mine");
    private final String name = "saoma-tag-" + ShortId.of(mine.state());

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
}
