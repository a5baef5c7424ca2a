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
 * This node's memory of the directory: the people it has seen, at most 10,000, and all who are blocked. Thread-safe.
 *
 * <p>Each change by an administrator raises the pool's revision. While the revision is that of the last read, what was read
 * about an active person is still current.
 */
final class PeopleMemory {
    private static final int MOST = 10_000;
    /** How long after a database timeout further requests of the same person do not wait again. */
    private static final Duration ONE_WAIT = Duration.ofSeconds(1);

    private final Cache<String, Identity> identities =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, Read> people =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, Boolean> visits =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, Boolean> late =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(ONE_WAIT).build();
    private volatile @Nullable Set<String> blocked;
    /** The pool's revision up to which changes have been followed. */
    private long followed = -1; // Guarded by this.

    /** The owner of an openid; {@code revision} is the pool's, read before the owner. */
    private record Identity(String subject, @Nullable String unionid, long revision) {}

    /** A person as read; {@code revision} is the pool's, read before the person. */
    private record Read(Person person, long revision) {}

    /** Remembers a person, unless a change may have been followed since; {@code revision} was read before the person. */
    synchronized void keep(Person person, long revision) {
        if (revision >= followed) {
            people.put(person.subject(), new Read(person, revision));
        }
    }

    /** Remembers the owner of an openid as {@link #keep(Person, long)} does. */
    synchronized void keep(WeChatPerson wechat, String subject, long revision) {
        if (revision >= followed) {
            identities.put(identity(wechat), new Identity(subject, wechat.unionid(), revision));
        }
    }

    private static String identity(WeChatPerson wechat) {
        return wechat.appId() + " " + wechat.openid();
    }

    /** Returns the person as last read, which may be some time ago. */
    Optional<Person> lastRead(String subject) {
        return Optional.ofNullable(people.getIfPresent(subject)).map(Read::person);
    }

    Optional<String> subject(WeChatPerson wechat) {
        return Optional.ofNullable(identities.getIfPresent(identity(wechat))).map(Identity::subject);
    }

    /** Returns the person with these ids, if nothing can have changed since they were read. */
    Optional<Person> stillTrue(WeChatPerson wechat, long revision) {
        return Optional.ofNullable(identities.getIfPresent(identity(wechat)))
                .filter(known -> known.revision() == revision)
                .filter(known -> wechat.unionid() == null || wechat.unionid().equals(known.unionid()))
                .flatMap(known -> stillTrue(known.subject(), revision));
    }

    /**
     * Returns the person if nothing can have changed since they were read. A waiting person may expire without a new revision,
     * and so is read again.
     */
    Optional<Person> stillTrue(String subject, long revision) {
        return Optional.ofNullable(people.getIfPresent(subject))
                .filter(read -> read.revision() == revision && read.person().state() != Person.State.WAITING)
                .map(Read::person);
    }

    /** Whether the person's use of the application is known to be recorded. */
    boolean knowsVisit(Person person, String clientId) {
        return visits.getIfPresent(visit(person, clientId)) != null;
    }

    /** Remembers that the person's use of the application has been committed, as {@link #keep(Person, long)} does. */
    synchronized void keepVisit(Person person, String clientId, long revision) {
        if (revision >= followed) {
            visits.put(visit(person, clientId), Boolean.TRUE);
        }
    }

    /** Returns the key of a visit; a person who was erased and signs in again is a new entry with another key. */
    private static String visit(Person person, String clientId) {
        return person.subject() + " " + person.activity().firstAt() + " " + clientId;
    }

    /** Remembers that the database was too late for a request of this person. */
    void keepLate(String subject) {
        late.put(subject, Boolean.TRUE);
    }

    /**
     * Whether a request of this person has just waited for the database in vain, so that a sign-in with several requests
     * waits only once.
     */
    boolean wasLate(String subject) {
        return late.getIfPresent(subject) != null;
    }

    void forget(String subject) {
        people.invalidate(subject);
    }

    /**
     * Forgets the people who were changed up to a revision of the pool. From now on, reads that began at an earlier revision
     * are not remembered.
     */
    synchronized void forget(Collection<String> changed, long revision) {
        followed = revision;
        changed.forEach(people::invalidate);
    }

    /** Forgets all people, as {@link #forget(Collection, long)} does. */
    synchronized void forgetEverybody(long revision) {
        followed = revision;
        people.invalidateAll();
        identities.invalidateAll();
        visits.invalidateAll();
    }

    /** Returns the subjects of all blocked people; empty until first read. */
    Optional<Set<String>> blocked() {
        return Optional.ofNullable(blocked);
    }

    void blocked(Set<String> subjects) {
        blocked = subjects;
    }
}
