package dev.saoma.page.database.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.saoma.page.database.Person;
import dev.saoma.page.directory.WeChatPerson;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this node remembers of the directory: people it has seen, at most 10,000, and everybody who is blocked. Thread-safe.
 *
 * <p>Each change by an administrator gives the pool another revision. While the revision is that of the last reading, what was
 * read of an active person is still true.
 */
final class PeopleMemory {
    private static final int MOST = 10_000;
    /** For whose sign-in the database was too late, it is not waited for again within this time. */
    private static final Duration ONE_WAIT = Duration.ofSeconds(1);

    private final Cache<String, String> subjects =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, Read> people =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, Boolean> visits =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, Boolean> late =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(ONE_WAIT).build();
    private volatile @Nullable Set<String> blocked;

    /** {@code revision}: that of the pool, read before the person. */
    private record Read(Person person, long revision) {}

    /** Keeps a person who was read; {@code revision} was read before. */
    void keep(Person person, long revision) {
        people.put(person.subject(), new Read(person, revision));
    }

    /** Keeps whose openid it is. */
    void keep(WeChatPerson wechat, String subject) {
        subjects.put(identity(wechat), subject);
    }

    private static String identity(WeChatPerson wechat) {
        return wechat.appId() + " " + wechat.openid();
    }

    /** The person as read last, which may be some time ago. */
    Optional<Person> lastRead(String subject) {
        return Optional.ofNullable(people.getIfPresent(subject)).map(Read::person);
    }

    Optional<String> subject(WeChatPerson wechat) {
        return Optional.ofNullable(subjects.getIfPresent(identity(wechat)));
    }

    /**
     * The person, if nothing can have changed since they were read. Who waits may be forgotten without a new revision, so those
     * have to be read again.
     */
    Optional<Person> stillTrue(String subject, long revision) {
        return Optional.ofNullable(people.getIfPresent(subject))
                .filter(read -> read.revision() == revision && read.person().state() != Person.State.WAITING)
                .map(Read::person);
    }

    /** Whether it is known to be written that the person has been at the application. */
    boolean knowsVisit(Person person, String clientId) {
        return visits.getIfPresent(visit(person, clientId)) != null;
    }

    /** It has been written, and committed. */
    void keepVisit(Person person, String clientId) {
        visits.put(visit(person, clientId), Boolean.TRUE);
    }

    /** Who was erased and comes again is a new entry, of which nothing has been written yet. */
    private static String visit(Person person, String clientId) {
        return person.subject() + " " + person.activity().firstAt() + " " + clientId;
    }

    /** The database was too late for a request of this person's. */
    void keepLate(String subject) {
        late.put(subject, Boolean.TRUE);
    }

    /** Whether the person has just waited for the database in vain, so that a sign-in of several requests waits once. */
    boolean wasLate(String subject) {
        return late.getIfPresent(subject) != null;
    }

    void forget(String subject) {
        people.invalidate(subject);
    }

    void forget(Collection<String> changed) {
        changed.forEach(people::invalidate);
    }

    void forgetEverybody() {
        people.invalidateAll();
        subjects.invalidateAll();
        visits.invalidateAll();
    }

    /** Everybody who is blocked; empty until that was read for the first time. */
    Optional<Set<String>> blocked() {
        return Optional.ofNullable(blocked);
    }

    void blocked(Set<String> subjects) {
        blocked = subjects;
    }
}
