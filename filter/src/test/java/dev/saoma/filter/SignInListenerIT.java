package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.LegacyApp;
import dev.saoma.filter.support.StartLog;
import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.test.TestProvider;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A class of the application is notified of sign-ins. */
class SignInListenerIT {
    private static final Queue<String> METHODS = new ConcurrentLinkedQueue<>();
    private static final Queue<SignInEvent> EVENTS = new ConcurrentLinkedQueue<>();

    private final TestClock clock = new TestClock();
    private final Browser browser = new Browser();
    private TestProvider provider;
    private LegacyApp app;

    /** As an application would write it. */
    public static class Audit implements SignInListener {
        @Override
        public void signedIn(SignInEvent event) throws Exception {
            note("signedIn", event);
        }

        @Override
        public void signedOut(SignInEvent event) throws Exception {
            note("signedOut", event);
        }

        @Override
        public void refused(SignInEvent event) throws Exception {
            note("refused", event);
        }

        void note(String method, SignInEvent event) throws Exception {
            METHODS.add(method);
            EVENTS.add(event);
        }
    }

    /** A listener whose table is missing, and whose class path is incomplete. */
    public static final class Broken extends Audit {
        @Override
        void note(String method, SignInEvent event) throws Exception {
            super.note(method, event);
            if (method.equals("signedOut")) {
                throw new NoClassDefFoundError("com/example/Journal");
            }
            throw new java.sql.SQLException("no table");
        }
    }

    /** Implements none of the methods. */
    public static final class Deaf implements SignInListener {}

    @BeforeEach
    void start() throws Exception {
        METHODS.clear();
        EVENTS.clear();
        provider = new TestProvider(clock);
        provider.claims = claims -> claims.put("sid", "sid-1");
    }

    @AfterEach
    void stop() {
        if (app != null) {
            app.close();
        }
        provider.close();
    }

    private void startApp(Class<?> listener) throws Exception {
        app = new LegacyApp(provider, clock, Map.of("signInListener", listener.getName(), "roles", "/who/boss = boss"));
    }

    private static SignInEvent last() {
        assertThat(EVENTS).isNotEmpty();
        return List.copyOf(EVENTS).get(EVENTS.size() - 1);
    }

    @Test
    void signInAndOut_areTold_onceEach() throws Exception {
        startApp(Audit.class);

        browser.visit(app.url("/who/me"));
        browser.visit(app.url("/who/me"));
        assertThat(METHODS).containsExactly("signedIn");
        SignInEvent in = last();
        assertThat(in.reason()).isEqualTo(SignInEvent.Reason.SIGNED_IN);
        assertThat(in.at()).isEqualTo(clock.instant());
        assertThat(in.subject()).contains(provider.subject);
        assertThat(in.sid()).contains("sid-1");
        assertThat(in.user().orElseThrow().displayName()).contains("张伟 😀");
        assertThat(in.remoteAddress()).contains("127.0.0.1");
        assertThat(in.id()).isEmpty();
        assertThat(in.toString()).doesNotContain(provider.subject, "张伟", "sid-1");

        browser.open(app.url("/logout"));
        assertThat(last().reason()).isEqualTo(SignInEvent.Reason.APPLICATION);
        assertThat(last().subject()).contains(provider.subject);

        browser.visit(app.url("/who/me"));
        String own = app.url("/saoma/logout");
        browser.send("POST", own, "", "Sec-Fetch-Site", "same-origin");
        browser.send("POST", own, "", "Sec-Fetch-Site", "same-origin");
        assertThat(METHODS).containsExactly("signedIn", "signedOut", "signedIn", "signedOut");
        assertThat(last().reason()).isEqualTo(SignInEvent.Reason.LOGOUT_ADDRESS);
        assertThat(last().sid()).contains("sid-1");
    }

    @Test
    void signOutAtTheProvider_isTold() throws Exception {
        startApp(Audit.class);
        browser.visit(app.url("/who/me"));

        String form = "logout_token=" + provider.logoutToken(Map.of("sid", "sid-1"));
        assertThat(new Browser()
                        .send("POST", app.url("/saoma/backchannel-logout"), form)
                        .statusCode())
                .isEqualTo(200);
        assertThat(METHODS).containsExactly("signedIn", "signedOut");
        assertThat(last().reason()).isEqualTo(SignInEvent.Reason.BACK_CHANNEL);
        assertThat(last().sid()).contains("sid-1");
        assertThat(last().subject()).contains(provider.subject);
        assertThat(last().remoteAddress()).isEmpty();
    }

    @Test
    void refusals_areTold_withTheIdOfTheirPage() throws Exception {
        startApp(Audit.class);

        HttpResponse<String> page = browser.open(app.url("/saoma/callback?code=c0de&state=st4te"));
        assertThat(METHODS).containsExactly("refused");
        assertThat(last().reason()).isEqualTo(SignInEvent.Reason.EXPIRED);
        assertThat(page.body()).contains("id=\"error-id\">" + last().id().orElseThrow() + "<");
        assertThat(last().subject()).isEmpty();

        HttpResponse<String> image = browser.send(
                "GET", app.url("/saoma/callback?code=c&state=s"), null, "Sec-Fetch-Dest", "image", "Accept", "*/*");
        assertThat(last().reason()).isEqualTo(SignInEvent.Reason.BAD_REQUEST);
        assertThat(image.body()).contains(last().id().orElseThrow());

        browser.send(
                "GET", app.url("/who/me"), null, "Authorization", "Bearer " + provider.bearerToken(Map.of("aud", "x")));
        assertThat(last().reason()).isEqualTo(SignInEvent.Reason.BAD_TOKEN);

        browser.visit(app.url("/who/me"));
        assertThat(browser.open(app.url("/who/boss")).statusCode()).isEqualTo(403);
        assertThat(last().reason()).isEqualTo(SignInEvent.Reason.FORBIDDEN);
        assertThat(last().subject()).contains(provider.subject);
        assertThat(EVENTS).allSatisfy(event -> assertThat(event.toString()).doesNotContain("c0de", "st4te"));
    }

    @Test
    void beingAskedToSignIn_isNoRefusal() throws Exception {
        startApp(Audit.class);

        assertThat(browser.open(app.url("/who/me")).statusCode()).isEqualTo(302);
        assertThat(browser.send("GET", app.url("/who/me"), null, "Accept", "application/json")
                        .statusCode())
                .isEqualTo(401);
        assertThat(METHODS).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Broken.class, Deaf.class})
    void whateverAListenerDoes_usersNoticeNothing(Class<?> listener) throws Exception {
        startApp(listener);

        assertThat(browser.visit(app.url("/who/me")).body()).contains("user=" + provider.subject);
        HttpResponse<String> page = browser.open(app.url("/saoma/callback?code=c&state=s"));
        assertThat(page.statusCode()).isEqualTo(303); // already signed in: redirects home
        assertThat(browser.open(app.url("/logout")).body()).contains("user=null");
        assertThat(browser.open(app.url("/who/me")).statusCode()).isEqualTo(302);
        assertThat(new Browser().open(app.url("/saoma/callback?code=c&state=s")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void failuresOfAListener_areLogged_aFewTimesAMinute() throws Exception {
        startApp(Broken.class);

        try (StartLog log = new StartLog()) {
            for (int i = 0; i < 50; i++) {
                new Browser().open(app.url("/saoma/callback?code=c&state=s"));
            }
            assertThat(log.text().split("The application's signInListener failed", -1))
                    .hasSize(7);
            assertThat(METHODS).hasSize(50);
        }
    }

    @Test
    void aClassThatIsNoListener_closesTheApplication() throws Exception {
        assertClosed(
                "java.lang.String",
                "signInListener: java.lang.String does not implement dev.saoma.filter.SignInListener – implement it");
        assertClosed("com.example.Gone", "signInListener: no class com.example.Gone in the application");
    }

    private void assertClosed(String listener, String why) throws Exception {
        try (StartLog log = new StartLog();
                LegacyApp closed = new LegacyApp(provider, clock, Map.of("signInListener", listener))) {
            assertThat(new Browser().open(closed.url("/a")).statusCode()).isEqualTo(503);
            assertThat(log.formatted()).contains(why);
        }
    }
}
