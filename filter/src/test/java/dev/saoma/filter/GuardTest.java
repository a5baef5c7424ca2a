package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Visitor.Visit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests reach the application, without a container. */
class GuardTest extends GuardFixture {
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
    void ownAddress_isAnsweredHere() throws Exception {
        Visit visit = visitor.visit("/saoma/login");

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isEqualTo(302);
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
    void sessionIdInTheAddress_isNobodysSession() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7;jsessionid=stolen", request -> request.sessionIdFromUrl = true);

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
    void exceptionOnTheWay_deniesAndIsNotThrown() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7", request -> request.failsAt = "getSession");

        assertThat(visit.reached()).isFalse();
        assertThat(visit.status).isGreaterThanOrEqualTo(500);
    }
}
