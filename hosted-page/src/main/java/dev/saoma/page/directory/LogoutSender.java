package dev.saoma.page.directory;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

/** Sends logout tokens to a pool's applications, for a directory in which a person's sessions were ended. */
public interface LogoutSender {
    /**
     * Sends the application a logout token without {@code sid}, and waits for its response.
     *
     * @return the error; empty if the application accepted it
     */
    Optional<String> send(String clientId, String subject);

    /**
     * Runs work that sends to the application, until it returns false. It takes turns with all other messages to the
     * application, of which this node sends few at once.
     *
     * @param work what it throws is logged, and ends it
     * @return false if enough work of this kind is repeated for the application already, and this was not added
     * @throws RejectedExecutionException if {@code threads} does not accept it now
     */
    boolean repeat(String clientId, Executor threads, BooleanSupplier work);
}
