package dev.saoma.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.support.Browser;
import dev.saoma.filter.support.HangingSignIn;
import dev.saoma.filter.support.PackedApp;
import dev.saoma.filter.support.Tries;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A deadline that is too short for what other tests ask of a busy machine. */
@Tag("matrix")
class ContainerDeadlineIT {
    @Test
    @DisplayName("probe 21: a hanging token endpoint ends in a page when the deadline has passed")
    void hangingProvider_endsInAPage() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (PackedApp app = new PackedApp("/crm").deployWithReadmeSnippet(Map.of("providerTimeout", "PT1S"))) {
            app.provider.beforeToken = () -> {
                asked.countDown();
                HangingSignIn.await(answer);
            };

            HttpResponse<String> page =
                    Tries.until(last -> asked.getCount() == 0, () -> new Browser().visit(app.url("/a")));

            assertThat(answer.getCount()).as("nothing has answered").isOne();
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
        } finally {
            answer.countDown();
        }
    }
}
