package dev.saoma.page.directory;

import dev.saoma.page.directory.Verdict.Admitted;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The directory of a pool without one: everyone is admitted, under the id that the policy assigns. */
public final class OpenDirectory implements Directory {
    @Override
    public Verdict arrive(WeChatPerson person, String subject, Visit visit) {
        return new Admitted(subject, person.name());
    }

    @Override
    public Verdict recheck(String subject, String clientId, Instant begun) {
        return new Admitted(subject, null);
    }

    @Override
    public Map<String, Object> claims(String subject, String clientId) {
        return Map.of();
    }

    @Override
    public Optional<DirectoryState> state() {
        return Optional.empty();
    }

    @Override
    public void record(SignInRecord what) {
        // The log has it already.
    }

    @Override
    public void secretUsed(String clientId, String secretId) {
        // Secrets that have an id are in a database.
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
