package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Visitor.Visit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In report-only mode, requests that any of the checks would have refused reach the application. */
class GuardReportOnlyTest extends GuardFixture {
    @Override
    Map<String, String> more() {
        return Map.of("reportOnly", "true");
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
