package dev.saoma.page.database;

import dev.saoma.page.database.jdbc.Sql;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The audit of a pool: a chain of rows in which each authenticates the one before, with a key that is not in the database.
 *
 * <p>Each row also says which row is the first that is kept, so that older ones can be removed by {@link Retention} alone.
 *
 * <p>A row holds no personal data. Such data is stored beside it, and the row only commits to it, by SHA-256 over a random salt
 * and the text. Erasing a person deletes text and salt; the chain still verifies. Thread-safe.
 */
public final class AuditChain {
    private static final int MAX_CONTENT = 4000;
    private static final String SEPARATOR = "\n";
    /** In what a row commits to, the number of the first row that is kept, which no removal of older rows can take along. */
    private static final String FIRST = "first:";

    private static final Pattern LAST_COMMITMENT = Pattern.compile("(?:^| )" + FIRST + "(\\d{1,18})$");
    /** The action of rows by which retention records that it has removed older ones: the only ones that change the first row. */
    static final String SWEPT = "audit-swept";

    private final List<SecretKeySpec> keys;
    private final SecureRandom random = new SecureRandom();

    /** @param keys the first one signs, all of them verify */
    public AuditChain(List<byte[]> keys) {
        this.keys = keys.stream()
                .map(key -> new SecretKeySpec(derived(key), "HmacSHA256"))
                .toList();
    }

    /** Derives a key for the chain alone, so that it differs from the one that seals cookies. */
    private static byte[] derived(byte[] key) {
        return mac(new SecretKeySpec(key, "HmacSHA256"), "saoma audit chain");
    }

    /**
     * Personal data that belongs to a row.
     *
     * @param subject the person it is about; null if it is about no person
     */
    public record Detail(@Nullable String subject, String content) {}

    /** Adds a row and returns its number; the caller's transaction holds the pool's lock. */
    public long append(PeopleTables tables, Actor actor, String action, long now, List<Detail> details) {
        return append(tables, actor, action, now, details, first(tables));
    }

    /** As the public method; {@code first}: the number of the first row that is kept from now on. */
    long append(PeopleTables tables, Actor actor, String action, long now, List<Detail> details, long first) {
        PeopleTables.PoolRow head = tables.pool().orElseThrow();
        long seq = head.auditSeq() + 1;
        List<String> commitments = new ArrayList<>();
        for (int part = 0; part < details.size(); part++) {
            Detail detail = details.get(part);
            String content = cut(detail.content());
            String salt = salt();
            commitments.add(commitment(salt, content));
            tables.update(Sql.AUDIT_DETAIL_INSERT)
                    .bind("seq", seq)
                    .bind("part", part)
                    .bind("subject", detail.subject())
                    .bind("salt", salt)
                    .bind("content", content)
                    .execute();
        }
        commitments.add(FIRST + first);
        String committed = String.join(" ", commitments);
        Row row = new Row(seq, now, actor.name(), actor.duty(), action, committed, head.auditHead(), "");
        String mac = mac(keys.get(0), row);
        tables.update(Sql.AUDIT_INSERT)
                .bind("seq", seq)
                .bind("now", now)
                .bind("actor", actor.name())
                .bind("duty", actor.duty())
                .bind("action", action)
                .bind("commitments", committed)
                .bind("prev", head.auditHead())
                .bind("mac", mac)
                .execute();
        tables.update(Sql.POOL_AUDITED).bind("seq", seq).bind("mac", mac).execute();
        tables.audited = true;
        return seq;
    }

    /**
     * Returns the number of the first row that is kept, as the last row has it. Where an earlier version has written that, it
     * is the first row that is there.
     */
    static long first(PeopleTables tables) {
        long last = tables.pool().orElseThrow().auditSeq();
        List<Row> rows = rows(tables, last - 1);
        if (rows.isEmpty() || rows.get(0).seq() != last) {
            return 1; // A last row that was removed is missed when the audit is verified.
        }
        Long first = rows.get(0).first();
        return first == null ? tables.query(Sql.AUDIT_FIRST).mapTo(Long.class).one() : first;
    }

    /** A row of the table. */
    record Row(
            long seq, long at, String actor, String duty, String action, String commitments, String prev, String mac) {
        /** Returns the number of the first row that is kept; null in a row that an earlier version has written. */
        @Nullable
        Long first() {
            Matcher last = LAST_COMMITMENT.matcher(commitments);
            return last.find() ? Long.valueOf(last.group(1)) : null;
        }
    }

    /**
     * Verifies the chain; the caller's transaction is a {@linkplain Transactions#snapshot snapshot}.
     *
     * @param known numbers and MACs of rows that were recorded elsewhere, such as in the log: a chain that ends before one of
     *     them, or has another row in its place, is not intact
     * @return the first fault; empty if the chain is intact
     */
    public Optional<String> verify(PeopleTables tables, Map<Long, String> known) {
        PeopleTables.PoolRow head = tables.pool().orElseThrow();
        Row before = null;
        long first = 1;
        for (List<Row> rows = rows(tables, 0); !rows.isEmpty(); rows = rows(tables, before.seq())) {
            for (Row row : rows) {
                Optional<String> fault = fault(row, before).or(() -> fault(tables, row, known));
                if (fault.isPresent()) {
                    return fault;
                }
                first = before == null ? row.seq() : first;
                before = row;
            }
        }
        long last = before == null ? 0 : before.seq();
        if (last != head.auditSeq() || before != null && !before.mac().equals(head.auditHead())) {
            return Optional.of(
                    "the chain ends at row " + last + ", and row " + head.auditSeq() + " was the last written");
        }
        Long kept = before == null ? null : before.first();
        if (kept != null && first > kept) {
            return missing(kept, first);
        }
        return known.keySet().stream()
                .filter(number -> number > last)
                .findFirst()
                .map(number -> "the chain ends at row " + last + ", and row " + number + " was written once");
    }

    private static Optional<String> missing(long from, long until) {
        return Optional.of("rows " + from + " to " + (until - 1) + " are missing");
    }

    /** Judges whether the row continues the one before; null before the first. */
    private static Optional<String> fault(Row row, @Nullable Row before) {
        if (before == null) {
            return Optional.empty();
        }
        if (row.seq() != before.seq() + 1) {
            return missing(before.seq() + 1, row.seq());
        }
        boolean mayBeginElsewhere = row.action().equals(SWEPT) || before.first() == null || row.first() == null;
        return row.prev().equals(before.mac())
                        && (mayBeginElsewhere || before.first().equals(row.first()))
                ? Optional.empty()
                : Optional.of("row " + row.seq() + " does not continue the row before it");
    }

    /** Whether the row is as it was written, with one of the keys. */
    boolean isProven(Row row) {
        return keys.stream().anyMatch(key -> same(row.mac(), mac(key, row)));
    }

    private Optional<String> fault(PeopleTables tables, Row row, Map<Long, String> known) {
        if (!isProven(row)) {
            return Optional.of("row " + row.seq() + " has been changed, or was written with another key");
        }
        if (known.containsKey(row.seq()) && !same(known.get(row.seq()), row.mac())) {
            return Optional.of("row " + row.seq() + " is not the row that was written once");
        }
        List<String> commitments = List.of(row.commitments().split(" "));
        List<String> wrong = tables.query(Sql.AUDIT_DETAILS)
                .bind("seq", row.seq())
                .map((detail, context) -> {
                    int part = detail.getInt("part");
                    String commitment = commitment(detail.getString("salt"), detail.getString("content"));
                    return part < commitments.size() && same(commitments.get(part), commitment) ? "" : "wrong";
                })
                .list();
        return wrong.contains("wrong")
                ? Optional.of("the details of row " + row.seq() + " have been changed")
                : Optional.empty();
    }

    /** Returns at most 500 rows with larger numbers, in their order. */
    static List<Row> rows(PeopleTables tables, long after) {
        return tables.query(Sql.AUDIT)
                .bind("seq", after)
                .map((row, context) -> new Row(
                        row.getLong("seq"),
                        row.getLong("happened_at"),
                        row.getString("actor"),
                        row.getString("duty"),
                        row.getString("action"),
                        row.getString("commitments") == null ? "" : row.getString("commitments"),
                        row.getString("prev") == null ? "" : row.getString("prev"),
                        row.getString("mac")))
                .list();
    }

    private static String mac(SecretKeySpec key, Row row) {
        List<String> parts = List.of(
                Long.toString(row.seq()),
                Long.toString(row.at()),
                row.actor(),
                row.duty(),
                row.action(),
                row.commitments(),
                row.prev());
        // Length-prefixed, so that different rows never yield the same text.
        String text = parts.stream().map(part -> part.length() + ":" + part).collect(Collectors.joining(SEPARATOR));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, text));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String salt() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String commitment(String salt, String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((salt + SEPARATOR + content).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cut(String content) {
        return content.length() <= MAX_CONTENT ? content : content.substring(0, MAX_CONTENT);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the pseudonym of a person in log lines: always the same, and linked to the person only by the key. */
    public String logName(String subject) {
        return logName(keys.get(0), subject);
    }

    /** Returns the pseudonyms of a person under every key, the current one first. */
    List<String> logNames(String subject) {
        return keys.stream().map(key -> logName(key, subject)).toList();
    }

    private static String logName(SecretKeySpec key, String subject) {
        return "p-" + fingerprint(key, "log " + subject).substring(0, 16);
    }

    /** Returns a keyed fingerprint of a text, by which it can be found but not read. */
    public String fingerprint(String text) {
        return fingerprint(keys.get(0), text);
    }

    /** Returns the fingerprints of a text under every key, so that values stored before a new key are found as well. */
    List<String> fingerprints(String text) {
        return keys.stream().map(key -> fingerprint(key, text)).toList();
    }

    private static String fingerprint(SecretKeySpec key, String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, "fingerprint " + text));
    }
}
