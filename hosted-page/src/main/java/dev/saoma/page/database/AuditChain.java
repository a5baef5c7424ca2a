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
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The audit of a pool: a chain of rows in which each authenticates the one before, with a key that is not in the database.
 *
 * <p>A row holds no personal data. Such data is stored beside it, and the row only commits to it, by SHA-256 over a random salt
 * and the text. Erasing a person deletes text and salt; the chain still verifies. Thread-safe.
 */
public final class AuditChain {
    private static final int MAX_CONTENT = 4000;
    private static final String SEPARATOR = "\n";

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
        String committed = String.join(" ", commitments);
        String mac = mac(keys.get(0), seq, now, actor.name(), actor.duty(), action, committed, head.auditHead());
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

    /** A row of the table. */
    private record Row(
            long seq, long at, String actor, String duty, String action, String commitments, String prev, String mac) {}

    /**
     * Verifies the chain.
     *
     * @param known numbers and MACs of rows that were recorded elsewhere, such as in the log: a chain that ends before one of
     *     them, or has another row in its place, is not intact
     * @return the first fault; empty if the chain is intact
     */
    public Optional<String> verify(PeopleTables tables, Map<Long, String> known) {
        PeopleTables.PoolRow head = tables.pool().orElseThrow();
        long seq = 0;
        String prev = "";
        List<Row> rows;
        do {
            rows = rows(tables, seq);
            for (Row row : rows) {
                if (seq > 0 && row.seq() != seq + 1) {
                    return Optional.of("rows " + (seq + 1) + " to " + (row.seq() - 1) + " are missing");
                }
                if (seq > 0 && !row.prev().equals(prev)) {
                    return Optional.of("row " + row.seq() + " does not continue the row before it");
                }
                Optional<String> fault = fault(tables, row, known);
                if (fault.isPresent()) {
                    return fault;
                }
                seq = row.seq();
                prev = row.mac();
            }
        } while (!rows.isEmpty());
        long last = seq;
        if (last != head.auditSeq() || !prev.equals(head.auditHead())) {
            return Optional.of(
                    "the chain ends at row " + last + ", and row " + head.auditSeq() + " was the last written");
        }
        return known.keySet().stream()
                .filter(number -> number > last)
                .findFirst()
                .map(number -> "the chain ends at row " + last + ", and row " + number + " was written once");
    }

    private Optional<String> fault(PeopleTables tables, Row row, Map<Long, String> known) {
        boolean proven = keys.stream()
                .anyMatch(key -> same(
                        row.mac(),
                        mac(
                                key,
                                row.seq(),
                                row.at(),
                                row.actor(),
                                row.duty(),
                                row.action(),
                                row.commitments(),
                                row.prev())));
        if (!proven) {
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

    private static List<Row> rows(PeopleTables tables, long after) {
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

    private static String mac(
            SecretKeySpec key,
            long seq,
            long at,
            String actor,
            String duty,
            String action,
            String commitments,
            String prev) {
        List<String> parts = List.of(Long.toString(seq), Long.toString(at), actor, duty, action, commitments, prev);
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
