package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Visitor.Visit;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What {@code Guard} decides about dispatches of anonymous requests, and of those on which it has decided already. */
class GuardDispatchTest extends GuardFixture {
    @Test
    void hostileTarget_thatTheApplicationForwardsTo_mustSatisfyEveryRule() throws Exception {
        mapping = UserMapping.user("zhang.san").role("admin");
        visitor.signIn();

        Visit visit = visitor.visit("/orders/%2e%2e/7", request -> request.dispatch = DispatcherType.FORWARD);

        assertThat(visit.reached()).isTrue();
    }

    @Test
    void ownAddress_thatTheApplicationForwardsTo_isNotAnsweredHere() throws Exception {
        visitor.signIn();

        assertThat(visitor.visit("/saoma/login", request -> request.dispatch = DispatcherType.FORWARD)
                        .reached())
                .isTrue();
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
    void sessionIdInTheAddress_isNobodysSessionInADispatch() throws Exception {
        visitor.signIn();

        Visit visit = visitor.visit("/orders/7", request -> {
            request.sessionIdFromUrl = true;
            request.dispatch = DispatcherType.FORWARD;
        });

        assertThat(visit.reached()).isFalse();
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
}
