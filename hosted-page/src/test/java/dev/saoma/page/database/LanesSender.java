package dev.saoma.page.database;

import dev.saoma.page.directory.LogoutSender;
import dev.saoma.page.limit.Lanes;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;

/**
 * Sends a node's logout tokens as its back channel does, to applications that a test plays.
 *
 * @param application takes a client id and a subject, and returns the application's error, if any
 */
record LanesSender(Lanes lanes, BiFunction<String, String, Optional<String>> application) implements LogoutSender {
    LanesSender(BiFunction<String, String, Optional<String>> application) {
        this(new Lanes(), application);
    }

    @Override
    public Optional<String> send(String clientId, String subject) {
        return application.apply(clientId, subject);
    }

    @Override
    public boolean repeat(String clientId, Executor threads, BooleanSupplier work) {
        return lanes.repeat(clientId, threads, work);
    }
}
