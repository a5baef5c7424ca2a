package dev.saoma.page.database.admission;

import dev.saoma.page.database.Person;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Unavailable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges people from memory while the database is unavailable. Thread-safe. */
record RememberedPeople(PeopleMemory memory, AdmissionRules rules) {
    /** Judges a person from memory. */
    Verdict judge(String subject, String clientId, @Nullable Instant begun) {
        Optional<Set<String>> blocked = memory.blocked();
        if (blocked.isEmpty()) {
            return new Unavailable();
        }
        if (blocked.get().contains(subject)) {
            return new Refused(Reason.BLOCKED);
        }
        return memory.lastRead(subject)
                .map(person -> (begun == null ? Optional.<Verdict>empty() : isOver(person, begun))
                        .orElseGet(() -> rules.judge(person, clientId)))
                .orElseGet(Unavailable::new);
    }

    /** Returns the refusal if a session that began at that time has been ended; otherwise empty. */
    static Optional<Verdict> isOver(Person person, Instant begun) {
        // Sessions are dated to the second, so those that began in the second of the end are ended as well.
        boolean over = person.activity().endedBefore() > 0
                && begun.toEpochMilli() / 1000 <= person.activity().endedBefore() / 1000;
        return over
                ? Optional.of(
                        new Refused(person.state() == Person.State.BLOCKED ? Reason.BLOCKED : Reason.SESSION_ENDED))
                : Optional.empty();
    }
}
