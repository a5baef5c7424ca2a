package dev.saoma.page.directory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Decides who may sign in, and under which id. Thread-safe; each call returns within a deadline, by default 300 milliseconds,
 * if need be with {@link Verdict.Unavailable}.
 */
public interface Directory extends AutoCloseable {
    /**
     * Judges a person whom WeChat has just identified, before any authorization code is issued. A new person gets an entry if
     * the pool's admission rule allows one. Refusals are recorded, since each has cost a scan.
     *
     * @param subject the id that the pool's policy would assign to a new person
     */
    Verdict arrive(WeChatPerson person, String subject, Visit visit);

    /**
     * Judges a person again at "Continue as", silent sign-in, {@code /token}, {@code /userinfo} and {@code /introspect}.
     *
     * @param begun when the presented session, code or token began
     */
    Verdict recheck(String subject, String clientId, Instant begun);

    /**
     * Returns the roles and attributes of a person that the application may see, by claim name, as texts and lists of texts.
     * Roles of other applications are left out.
     */
    Map<String, Object> claims(String subject, String clientId);

    /** Returns the directory's state; empty if the pool has no directory. Makes no call. */
    Optional<DirectoryState> state();

    /** Records the result of a sign-in; never waits, never throws. */
    void record(SignInRecord what);

    /** Records which of an application's secrets it has authenticated with; never waits, never throws. */
    void secretUsed(String clientId, String secretId);

    /**
     * Whether people can be admitted: the block list has been read since the start. While the database is unavailable
     * afterwards, known people can still sign in, so a node stays ready. Never throws.
     */
    boolean isReady();

    @Override
    void close();
}
