package dev.saoma.page.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.Nodes;
import dev.saoma.page.support.Pause;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that stop and start while people sign in. */
@Timeout(300)
class RollingRestartIT {
    @TempDir
    Path directory;

    @Test
    @DisplayName("N1: nodes restart one after the other while people sign in, and no sign-in fails")
    void rollingRestart_losesNoSignIn() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger number = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (TestRedis redis = new TestRedis();
                Nodes own = new Nodes(directory, redis.yaml())) {
            List<Future<?>> people = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                people.add(threads.submit(() -> {
                    while (!stop.get()) {
                        String code = "rolling-" + number.incrementAndGet();
                        Patient patient = new Patient(own);
                        assertThat(patient.signIn(code)).as(code).isTrue();
                        done.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (int node : new int[] {0, 1, 0}) {
                int before = done.get();
                own.restart(node);
                while (done.get() < before + 4 && people.stream().noneMatch(Future::isDone)) {
                    Pause.briefly(); // Until a sign-in after the restart; ends at the class's timeout.
                }
            }
            stop.set(true);
            for (Future<?> person : people) {
                person.get();
            }
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    /** Acts as a load balancer: skips a node that accepts no connection or reports that it is stopping. */
    private static final class Patient {
        private final Nodes nodes;
        private final Map<String, String> cookies = new LinkedHashMap<>();

        Patient(Nodes nodes) {
            this.nodes = nodes;
        }

        boolean signIn(String wechatCode) {
            String state = Browser.state(ask(0, browser -> browser.authorize(Browser.crm())));
            HttpResponse<String> callback = ask(1, browser -> browser.callback(state, wechatCode));
            assertThat(callback.statusCode()).as(callback.body()).isEqualTo(303);
            String code = Browser.parameters(Browser.location(callback)).get("code");
            return ask(0, browser -> browser.token(code)).body().contains("id_token");
        }

        /** A request that got a response is not repeated, and one that was processed cannot be: codes are valid once. */
        private HttpResponse<String> ask(int first, Function<Browser, HttpResponse<String>> request) {
            for (int i = 0; ; i++) { // Ends at the class's timeout.
                Browser browser = new Browser(nodes.uris.get((first + i) % 2));
                browser.cookies.putAll(cookies);
                try {
                    HttpResponse<String> answer = request.apply(browser);
                    if (answer.statusCode() != 503) {
                        cookies.clear();
                        cookies.putAll(browser.cookies);
                        return answer;
                    }
                } catch (UncheckedIOException e) {
                    Thread.onSpinWait(); // It accepts no connection, but the other one does.
                }
            }
        }
    }
}
