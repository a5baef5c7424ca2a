package dev.saoma.filter.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.saoma.filter.support.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class CachedDocumentTest {
    private final TestClock clock = new TestClock();
    private final AtomicInteger loads = new AtomicInteger();

    private CachedDocument<String> document(CachedDocument.Loader<String> loader) {
        return new CachedDocument<>(
                loader, clock, Duration.ofHours(1), Duration.ofSeconds(30), Duration.ZERO, Runnable::run);
    }

    @Test
    void document_isLoadedOnceAndAgainWhenOld() throws Exception {
        CachedDocument<String> document = document(() -> "v" + loads.incrementAndGet());

        assertThat(document.get()).isEqualTo("v1");
        clock.advance(Duration.ofHours(1));
        assertThat(document.get()).isEqualTo("v1");
        clock.advance(Duration.ofMillis(1));
        assertThat(document.get()).isEqualTo("v2");
    }

    @Test
    void failureWithoutADocument_isToldAndTriedAgainAtOnce() throws Exception {
        CachedDocument<String> document = document(() -> {
            if (loads.incrementAndGet() < 3) {
                throw OidcException.fault("down");
            }
            return "up";
        });

        assertThatThrownBy(document::get).isInstanceOf(OidcException.class).hasMessage("down");
        assertThatThrownBy(document::get).isInstanceOf(OidcException.class);
        assertThat(document.get()).isEqualTo("up");
    }

    @Test
    void failureWithAnOldDocument_isTriedOncePerInterval() throws Exception {
        CachedDocument<String> document = document(() -> {
            if (loads.incrementAndGet() > 1) {
                throw OidcException.fault("down");
            }
            return "good";
        });
        document.get();
        clock.advance(Duration.ofHours(2));
        for (int i = 0; i < 10; i++) {
            assertThat(document.get()).isEqualTo("good");
        }
        assertThat(loads).hasValue(2);
        clock.advance(Duration.ofSeconds(30));
        assertThat(document.get()).isEqualTo("good");
        assertThat(loads).hasValue(3);
    }

    @Test
    @DisplayName("G38: without a document, a failure is the answer for a second")
    void failureWithoutADocument_isToldAgainWhileQuiet() {
        CachedDocument<String> document = new CachedDocument<>(
                () -> {
                    loads.incrementAndGet();
                    throw OidcException.fault("down");
                },
                clock,
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1),
                Runnable::run);

        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(document::get).isInstanceOf(OidcException.class).hasMessage("down");
        }
        assertThat(loads).hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(document::get).isInstanceOf(OidcException.class);
        assertThat(loads).hasValue(2);
    }

    @Test
    @DisplayName("pain 24: an old document is refreshed in the background; no caller waits, though the loader hangs")
    void oldDocument_isFetchedAside() throws Exception {
        List<Runnable> aside = new ArrayList<>();
        CachedDocument<String> document = new CachedDocument<>(
                () -> "v" + loads.incrementAndGet(),
                clock,
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ZERO,
                aside::add);
        document.get();
        clock.advance(Duration.ofHours(2));

        assertThat(document.get()).isEqualTo("v1");
        assertThat(document.get()).isEqualTo("v1");
        assertThat(aside).hasSize(1);
        aside.get(0).run();
        assertThat(document.get()).isEqualTo("v2");
    }

    @Test
    void seededDocument_isUsedAndFetchedAgain() throws Exception {
        CachedDocument<String> document = document(() -> "v" + loads.incrementAndGet());
        document.seed("kept");

        assertThat(document.get()).isEqualTo("v1");
    }

    @Test
    @DisplayName("a loader that fails unexpectedly does not block the next one")
    void runtimeException_isNotRemembered() throws Exception {
        CachedDocument<String> document = document(() -> {
            if (loads.incrementAndGet() == 1) {
                throw new IllegalStateException("bug");
            }
            return "up";
        });

        assertThatThrownBy(document::get).isInstanceOf(IllegalStateException.class);
        assertThat(document.get()).isEqualTo("up");
    }

    @Test
    @DisplayName("an Error of the loader (no memory, a class missing) reaches those who wait, too")
    void error_doesNotLeaveAnybodyWaiting() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CachedDocument<String> document = document(() -> {
            loading.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new NoClassDefFoundError("bug");
        });
        CompletableFuture<Throwable> first = failureInThread(document, new CompletableFuture<>());
        loading.await();
        CompletableFuture<Thread> waiter = new CompletableFuture<>();
        CompletableFuture<Throwable> second = failureInThread(document, waiter);
        Thread thread = waiter.get();
        while (thread.isAlive() && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        release.countDown();

        assertThat(first.get()).isInstanceOf(NoClassDefFoundError.class);
        assertThat(second.get()).isInstanceOf(OidcException.class).hasMessage("fetching from the provider failed");
    }

    private static CompletableFuture<Throwable> failureInThread(
            CachedDocument<String> document, CompletableFuture<Thread> started) {
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            started.complete(Thread.currentThread());
            failure.complete(catchThrowable(document::get));
        });
        thread.setDaemon(true);
        thread.start();
        return failure;
    }

    @Test
    @DisplayName("probe 21: a provider that hangs takes one loading and sixteen waiting requests, no more")
    void hangingLoader_takesAFewThreadsOnly() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CachedDocument<String> document = document(() -> {
            loads.incrementAndGet();
            loading.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "late";
        });
        List<CompletableFuture<String>> answers = new ArrayList<>();
        answers.add(inThread(document));
        loading.await();
        CompletableFuture<String> refused = new CompletableFuture<>();
        for (int i = 0; i < 40; i++) {
            CompletableFuture<String> answer = inThread(document);
            answer.whenComplete((value, error) -> {
                if (error != null) {
                    refused.complete(error.getMessage());
                }
            });
            answers.add(answer);
        }

        assertThat(refused.get()).isEqualTo("too many requests wait for the provider");
        release.countDown();
        int late = 0;
        for (CompletableFuture<String> answer : answers) {
            late += answer.handle((value, error) -> "late".equals(value) ? 1 : 0)
                    .get();
        }
        assertThat(late).isGreaterThanOrEqualTo(17);
        assertThat(loads).hasValue(1);
    }

    private static CompletableFuture<String> inThread(CachedDocument<String> document) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(document.get());
            } catch (OidcException e) {
                answer.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
