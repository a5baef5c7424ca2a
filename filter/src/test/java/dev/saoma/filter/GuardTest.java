package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.TestClock;
import dev.saoma.filter.support.TestProvider;
import dev.saoma.filter.support.Visitor;
import dev.saoma.filter.support.Visitor.Visit;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets to the application, request by request, without a container. */
class GuardTest {
    private final TestClock clock = new TestClock();
    private final Map<String, String> settings = new HashMap<>();
    private UserMapping mapping = UserMapping.user("zhang.san").role("clerk");
    private TestProvider provider;
    private Visitor visitor;

    @BeforeEach
    void start() throws Exception {
        provider = new TestProvider(clock);
        settings.putAll(Map.of(
                "issuer",
                provider.issuer(),
                "clientId",
                TestProvider.CLIENT_ID,
                "clientSecret",
                TestProvider.CLIENT_SECRET,
                "appUrl",
                Visitor.APP,
                "publicPaths",
                "/public/*",
                "roles",
                "/admin/* = admin",
                "noStore",
                "true",
                "scrubHeaders",
                "X-Role"));
        visitor = new Visitor(settings, clock, user -> mapping);
    }

    @AfterEach
    void stop() {
        visitor.close();
        provider.close();
    }

    private String token() {
        return "Bearer " + provider.bearerToken(Map.of());
    }

    @Test
    void anonymousRequest_isSentToSignIn() throws Exception {
        Visit visit = visitor.visit("/orders/7");

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isEqualTo(302);
        assertThat(visit.header("Location")).startsWith(provider.issuer() + "/authorize?");
    }

    @Test
    void publicPath_isReachedAnonymously() throws Exception {
        Visit visit = visitor.visit("/public/logo.png");

        assertThat(visit.reached()).isTrue();
        assertThat(visit.user()).isNull();
        assertThat(visit.header("Cache-Control")).isNull();
    }

    @Test
    void signedInUser_reachesTheApplication() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7");

        assertThat(visit.reached()).isTrue();
        assertThat(visit.user()).isEqualTo("zhang.san");
        assertThat(visit.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void publicPath_isReachedAsTheUserAndMayBeStored() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/public/logo.png");

        assertThat(visit.user()).isEqualTo("zhang.san");
        assertThat(visit.header("Cache-Control")).isNull();
    }

    @Test
    void missingRole_isForbidden() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/admin/users");

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isEqualTo(403);
    }

    @Test
    void role_isEnough() throws Exception {
        mapping = UserMapping.user("zhang.san").role("admin");
        visitor.signIn();

        assertThat(visitor.visit("/admin/users").reached()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/public/%2e%2e/orders/7", "/public/..;/orders/7", "/public/%00", "/orders%2f7"})
    void hostileTarget_isABadRequest(String path) throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit(path);

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isEqualTo(400);
    }

    @Test
    void hostileTarget_thatTheApplicationForwardsTo_mustSatisfyEveryRule() throws Exception {
        mapping = UserMapping.user("zhang.san").role("admin");
        visitor.signIn();

        Visit visit = visitor.visit("/orders/%2e%2e/7", request -> request.dispatch = DispatcherType.FORWARD);

        assertThat(visit.reached()).isTrue();
    }

    @Test
    void ownAddress_isAnsweredHere() throws Exception {
        Visit visit = visitor.visit("/saoma/login");

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isEqualTo(302);
    }

    @Test
    void ownAddress_thatTheApplicationForwardsTo_isNotAnsweredHere() throws Exception {
        visitor.signIn();

        assertThat(visitor.visit("/saoma/login", request -> request.dispatch = DispatcherType.FORWARD)
                        .reached())
                .isTrue();
    }

    @Test
    void bearerToken_reachesTheApplicationAsItsUser() throws Exception {
        Visit visit = visitor.visit("/orders/7", request -> request.headers.put("Authorization", token()));

        assertThat(visit.user()).isEqualTo("zhang.san");
        assertThat(visit.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void badToken_isRefusedWhateverSessionComesAlong() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7", request -> request.headers.put("Authorization", token() + "x"));

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isEqualTo(401);
        assertThat(visit.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void badToken_isNotLookedAtOnAPublicPath() throws Exception {
        Visit visit =
                visitor.visit("/public/logo.png", request -> request.headers.put("Authorization", "Bearer a.b.c"));

        assertThat(visit.reached()).isTrue();
        assertThat(visit.user()).isNull();
    }

    @Test
    void tokenOfAUserWhoIsNotAdmitted_isForbidden() throws Exception {
        mapping = UserMapping.refuse("Your account is closed.");

        Visit visit = visitor.visit("/orders/7", request -> request.headers.put("Authorization", token()));

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isEqualTo(403);
    }

    @Test
    void tokenOfAUserWhoIsNotAdmitted_isNotLookedAtOnAPublicPath() throws Exception {
        mapping = UserMapping.refuse("Your account is closed.");

        Visit visit = visitor.visit("/public/logo.png", request -> request.headers.put("Authorization", token()));

        assertThat(visit.reached()).isTrue();
        assertThat(visit.user()).isNull();
    }

    @Test
    void tokenWithoutTheRole_isForbidden() throws Exception {
        Visit visit = visitor.visit("/admin/users", request -> request.headers.put("Authorization", token()));

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isEqualTo(403);
    }

    @Test
    void errorDispatch_reachesTheErrorPageAnonymously() throws Exception {
        Visit visit = visitor.visit("/error", request -> request.dispatch = DispatcherType.ERROR);

        assertThat(visit.reached()).isTrue();
        assertThat(visit.user()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"ERROR", "REQUEST"})
    void otherDispatch_isNoWayInForAnybody(DispatcherType dispatch) throws Exception {
        Visit visit = visitor.visit("/orders/7", request -> request.dispatch = dispatch);

        assertThat(visit.reached()).isFalse();
    }

    @Test
    void dispatchOfASignedInUser_leavesStoringToTheFirstRequest() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7", request -> request.dispatch = DispatcherType.FORWARD);

        assertThat(visit.reached()).isTrue();
        assertThat(visit.header("Cache-Control")).isNull();
    }

    @Test
    void sessionIdInTheAddress_isNobodysSession() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7;jsessionid=stolen", request -> request.sessionIdFromUrl = true);

        assertThat(visit.reached()).isFalse();
    }

    @Test
    void sessionIdInTheAddress_isNobodysSessionInADispatch() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7", request -> {
            request.sessionIdFromUrl = true;
            request.dispatch = DispatcherType.FORWARD;
        });

        assertThat(visit.reached()).isFalse();
    }

    @Test
    void sessionIdInACookie_countsUnderAnAddressWithOne() throws Exception {
        visitor.signIn();

        assertThat(visitor.visit("/orders/7;jsessionid=old").user()).isEqualTo("zhang.san");
    }

    @Test
    void sessionWhoseIdTheContainerTookFromAPlainAddress_counts() throws Exception {
        visitor.signIn();

        assertThat(visitor.visit("/orders/7", request -> request.sessionIdFromUrl = true)
                        .user())
                .isEqualTo("zhang.san");
    }

    @Test
    void userWithoutAccount_reachesThePageThatBindsIt() throws Exception {
        mapping = UserMapping.bind("/bind-account");
        visitor.signIn();

        for (String path : List.of("/bind-account", "/bind-account/step-2")) {
            Visit visit = visitor.visit(path);
            assertThat(visit.reached()).as(path).isTrue();
            assertThat(visit.user()).isNull();
            assertThat(visit.application.getAttribute(UserMapper.WAITING_USER)).isInstanceOf(SignedInUser.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/7", "/bind-accounts", "/"})
    void userWithoutAccount_isSentToThePageThatBindsIt(String path) throws Exception {
        mapping = UserMapping.bind("/bind-account");
        visitor.signIn();

        Visit visit = visitor.visit(path);

        assertThat(visit.reached()).isFalse();
        assertThat(visit.header("Location")).endsWith("/crm/bind-account");
    }

    @Test
    void userWithoutAccount_reachesPublicPathsAsNobody() throws Exception {
        mapping = UserMapping.bind("/bind-account");
        visitor.signIn();

        Visit visit = visitor.visit("/public/logo.png");

        assertThat(visit.reached()).isTrue();
        assertThat(visit.user()).isNull();
    }

    @Test
    void pageThatBindsAccounts_isClosedToOthers() throws Exception {
        Visit visit = visitor.visit("/bind-account");

        assertThat(visit.reached()).isFalse();
        assertThat(visit.header("Location")).startsWith(provider.issuer());
    }

    @Test
    void headerToScrub_isNotSeenByTheApplication() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7", request -> {
            request.headers.put("X-Role", "admin");
            request.headers.put("X-Other", "1");
        });

        assertThat(visit.application.getHeader("X-Role")).isNull();
        assertThat(visit.application.getHeader("X-Other")).isEqualTo("1");
    }

    @Test
    void sameDispatchAgain_isDecidedOnce() throws Exception {
        visitor.signIn();
        HttpServletRequest first = visitor.visit("/orders/7").application;

        Visit again = visitor.again(first, request -> {});

        assertThat(again.application).isSameAs(first);
    }

    @Test
    void forwardOfADecidedRequest_keepsItsUserWithoutAnotherSession() throws Exception {
        visitor.signIn();
        HttpServletRequest first = visitor.visit("/orders/7").application;

        Visit inner = visitor.again(first, request -> {
            request.dispatch = DispatcherType.FORWARD;
            request.path("/admin/users");
        });

        assertThat(inner.reached()).isFalse();
        assertThat(inner.status).isEqualTo(403);
    }

    @Test
    void exceptionOnTheWay_deniesAndIsNotThrown() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7", request -> request.failsAt = "getSession");

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isGreaterThanOrEqualTo(500);
    }

    @Test
    void forwardOfABearersRequest_isStillTheUsers() throws Exception {
        HttpServletRequest first =
                visitor.visit("/orders/7", request -> request.headers.put("Authorization", token())).application;

        Visit inner = visitor.again(first, request -> {
            request.dispatch = DispatcherType.FORWARD;
            request.headers.remove("Authorization");
        });

        assertThat(inner.user()).isEqualTo("zhang.san");
    }

    @Test
    void forwardOfADecidedRequest_isStillTheUsers() throws Exception {
        visitor.signIn();
        HttpServletRequest first = visitor.visit("/orders/7").application;

        Visit inner = visitor.again(first, request -> request.dispatch = DispatcherType.FORWARD);

        assertThat(inner.user()).isEqualTo("zhang.san");
    }

    /** What is only reported reaches the application, each by the way that would have refused it. */
    @Nested
    class ReportOnly {
        @BeforeEach
        void reportOnly() throws Exception {
            visitor.close();
            settings.put("reportOnly", "true");
            visitor = new Visitor(settings, clock, user -> mapping);
        }

        @Test
        void anonymousRequest_isReached() throws Exception {
            Visit visit = visitor.visit("/orders/7");

            assertThat(visit.reached()).isTrue();
            assertThat(visit.user()).isNull();
        }

        @Test
        void hostileTarget_isReached() throws Exception {
            assertThat(visitor.visit("/public/..;/orders/7").reached()).isTrue();
        }

        @Test
        void badToken_isReachedAsNobody() throws Exception {
            Visit visit = visitor.visit("/orders/7", request -> request.headers.put("Authorization", "Bearer a.b.c"));

            assertThat(visit.reached()).isTrue();
            assertThat(visit.user()).isNull();
        }

        @Test
        void tokenOfAUserWhoIsNotAdmitted_isReached() throws Exception {
            mapping = UserMapping.refuse("Your account is closed.");

            assertThat(visitor.visit("/orders/7", request -> request.headers.put("Authorization", token()))
                            .reached())
                    .isTrue();
        }

        @Test
        void missingRole_isReached() throws Exception {
            assertThat(visitor.visit("/admin/users", request -> request.headers.put("Authorization", token()))
                            .reached())
                    .isTrue();
        }

        @Test
        void exceptionOnTheWay_isReached() throws Exception {
            assertThat(visitor.visit("/orders/7", request -> request.failsAt = "getSession")
                            .reached())
                    .isTrue();
        }
    }
}
