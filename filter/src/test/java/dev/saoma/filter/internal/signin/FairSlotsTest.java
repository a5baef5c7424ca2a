package dev.saoma.filter.internal.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class FairSlotsTest {
    private final FairSlots slots = new FairSlots(3, 2, 8);

    private CompletableFuture<Boolean> ask(String caller) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return slots.acquire(caller, 120_000);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }

    private List<CompletableFuture<Boolean>> ask(String caller, int times) throws Exception {
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int before = slots.waiting();
            CompletableFuture<Boolean> one = ask(caller);
            await(() -> one.isDone() || slots.waiting() > before);
            all.add(one);
        }
        return all;
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    @Test
    void oneCaller_leavesASlotToOthers() throws Exception {
        ask("loud", 4);

        assertThat(ask("quiet").get(2, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void freeSlot_goesToTheCallerWithFewest() throws Exception {
        List<CompletableFuture<Boolean>> loud = ask("loud", 2);
        assertThat(loud).allMatch(CompletableFuture::isDone);
        ask("other", 1);
        List<CompletableFuture<Boolean>> waitingLoud = ask("loud", 3);
        CompletableFuture<Boolean> quiet = ask("quiet", 1).get(0);

        slots.release("loud");

        assertThat(quiet.get(2, TimeUnit.MINUTES)).isTrue();
        assertThat(waitingLoud).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void fullWaitingRoom_refusesTheCallerWithMostInIt() throws Exception {
        ask("loud", 2);
        ask("other", 1);
        List<CompletableFuture<Boolean>> loud = ask("loud", 5);
        assertThat(loud.get(4).get(2, TimeUnit.MINUTES)).as("half of the room").isFalse();
        ask("second", 3);
        ask("third", 1);
        assertThat(slots.waiting()).isEqualTo(8);

        CompletableFuture<Boolean> quiet = ask("quiet");

        assertThat(loud.get(3).get(2, TimeUnit.MINUTES)).isFalse();
        await(() -> slots.waiting() == 8);
        assertThat(quiet.isDone()).isFalse();
    }

    @Test
    void nobodyFree_endsInTime() throws Exception {
        ask("a", 2);
        ask("b", 1);

        assertThat(slots.acquire("c", 20)).isFalse();
        assertThat(slots.waiting()).isZero();
    }
}
