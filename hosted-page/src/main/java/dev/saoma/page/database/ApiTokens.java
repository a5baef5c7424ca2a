package dev.saoma.page.database;

import dev.saoma.page.database.AuditChain.Detail;
import dev.saoma.page.database.jdbc.ConsoleSql;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of the console's API: each has one duty in one pool and expires within a year. Only a digest of a token is
 * stored. Each write is one transaction with its row of the audit. Thread-safe.
 */
public final class ApiTokens {
    /** Longest lifetime of a token. */
    public static final Duration LONGEST = Duration.ofDays(365);

    private static final int ID_CHARS = 10;
    private static final int MAX_NAME = 60;
    private static final int MAX_TOKENS = 50;
    private static final Duration NOTED = Duration.ofMinutes(1);
    private static final Optional<ApiToken> NONE = Optional.empty();

    private final Transactions transactions;
    private final AuditChain audit;
    private final RandomText random;
    private final Clock clock;

    ApiTokens(Transactions transactions, AuditChain audit, RandomText random, Clock clock) {
        this.transactions = transactions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /**
     * An API token, without its secret.
     *
     * @param id names the token in the audit
     * @param name what it is for
     * @param madeBy actor of the audit, such as {@code adm:Qm3tXw9LrN}
     * @param madeAt in milliseconds since 1970, like the other times
     * @param lastAt when last used, accurate to a minute; null if never
     */
    public record ApiToken(
            String id,
            String name,
            Duty duty,
            String madeBy,
            long madeAt,
            long expiresAt,
            @Nullable Long lastAt) {
        /** Returns the actor under which the audit records requests with this token. */
        public Actor actor() {
            return new Actor("token:" + id, duty.code());
        }
    }

    /** Returns all tokens, newest first, expired ones included. */
    public List<ApiToken> list() {
        return transactions.run(tables -> tables.query(ConsoleSql.API_TOKENS)
                .map((row, context) -> token(row))
                .list());
    }

    /**
     * Creates a token.
     *
     * @param name what it is for, 1 to 60 characters
     * @param lifetime at most {@link #LONGEST}
     * @return its secret, which is not stored anywhere
     * @throws OrderRefusedException if the name or lifetime is not allowed, or there are too many tokens
     */
    public String make(Actor actor, String name, Duty duty, Duration lifetime) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw new OrderRefusedException("the name of a token has 1 to " + MAX_NAME + " characters");
        }
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0) {
            throw new OrderRefusedException("a token expires after 1 to " + LONGEST.toDays() + " days");
        }
        return transactions.underLock(tables -> {
            long count =
                    tables.query(ConsoleSql.API_TOKEN_COUNT).mapTo(Long.class).one();
            if (count >= MAX_TOKENS) {
                throw new OrderRefusedException(
                        "a pool has at most " + MAX_TOKENS + " tokens: end one that is no longer used");
            }
            String id = random.alphanumeric(ID_CHARS);
            String secret = random.token();
            tables.update(ConsoleSql.API_TOKEN_INSERT)
                    .bind("id", id)
                    .bind("hash", Fingerprint.of(secret))
                    .bind("name", name)
                    .bind("duty", duty.code())
                    .bind("actor", actor.name())
                    .bind("now", clock.millis())
                    .bind("until", clock.millis() + lifetime.toMillis())
                    .execute();
            String what = "token:" + id + ": " + duty.code() + ", " + lifetime.toDays() + " days, " + name;
            record(tables, actor, "token-made", what);
            return secret;
        });
    }

    /**
     * Revokes a token at once.
     *
     * @throws OrderRefusedException if there is no such token
     */
    public void end(Actor actor, String id) {
        transactions.underLock(tables -> {
            if (tables.update(ConsoleSql.API_TOKEN_DELETE).bind("id", id).execute() == 0) {
                throw new OrderRefusedException("there is no such token any more");
            }
            return record(tables, actor, "token-ended", "token:" + id);
        });
    }

    /** Finds the unexpired token with that secret, if its duty is known, and updates when it was last used. */
    public Optional<ApiToken> use(String secret) {
        return transactions.run(tables -> {
            Optional<ApiToken> found = tables.query(ConsoleSql.API_TOKEN_OF)
                    .bind("hash", Fingerprint.of(secret))
                    .bind("now", clock.millis())
                    .map((row, context) -> Duty.of(row.getString("duty")).isPresent() ? Optional.of(token(row)) : NONE)
                    .findOne()
                    .flatMap(Function.identity());
            found.ifPresent(token -> tables.update(ConsoleSql.API_TOKEN_SEEN)
                    .bind("id", token.id())
                    .bind("now", clock.millis())
                    .bind("before", clock.millis() - NOTED.toMillis())
                    .execute());
            return found;
        });
    }

    private long record(PeopleTables tables, Actor actor, String action, String what) {
        return audit.append(tables, actor, action, clock.millis(), List.of(new Detail(null, what)));
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getString("token_id"),
                row.getString("token_name"),
                Duty.of(row.getString("duty")).orElse(Duty.AUDITOR),
                row.getString("made_by"),
                row.getLong("made_at"),
                row.getLong("expires_at"),
                row.getObject("last_at") == null ? null : row.getLong("last_at"));
    }
}
