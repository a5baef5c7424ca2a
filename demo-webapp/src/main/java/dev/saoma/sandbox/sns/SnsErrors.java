package dev.saoma.sandbox.sns;

import dev.saoma.sandbox.model.RandomIds;
import java.time.Clock;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * WeChat's error bodies. The texts are those that were seen, odd punctuation included; of -1, 40243, 41009, 42002, 42003,
 * 42007, 43001, 43003, 48004, 50001 and 50002 only the meaning is known, and the wording is ours. Sites must rely on
 * {@code errcode} alone.
 */
public final class SnsErrors {

    private static final SortedMap<Integer, String> MESSAGES = new TreeMap<>(Map.ofEntries(
            Map.entry(-1, "system error, rid: "),
            Map.entry(40001, "invalid credential, access_token is invalid or not latest, rid: "),
            Map.entry(40002, "invalid grant_type\n, rid: "),
            Map.entry(40003, "invalid openid, rid: "),
            Map.entry(40013, "invalid appid, rid: "),
            Map.entry(40014, "invalid access_token, rid: "),
            Map.entry(40029, "invalid code, rid: "),
            Map.entry(40030, "invalid refresh_token, rid: "),
            Map.entry(40125, "invalid appsecret, rid: "),
            Map.entry(40163, "code been used, rid: "),
            Map.entry(40243, "appsecret is frozen, rid: "),
            Map.entry(41001, "access_token missing, rid: "),
            Map.entry(41002, "appid missing, rid: "),
            Map.entry(41003, "refresh_token missing, rid: "),
            Map.entry(41004, "appsecret missing, rid: "),
            Map.entry(41008, "missing code, rid: "),
            Map.entry(41009, "missing openid, rid: "),
            Map.entry(42001, "access_token expired, rid: "),
            Map.entry(42002, "refresh_token expired, rid: "),
            Map.entry(42003, "oauth_code expired, rid: "),
            Map.entry(42007, "access_token and refresh_token void, user changed password, rid: "),
            Map.entry(43001, "require GET method, rid: "),
            Map.entry(43003, "require https, rid: "),
            Map.entry(45009, "reach max api daily quota limit rid: "),
            Map.entry(45011, "api minute-quota reach limit, must slower, retry next minute rid: "),
            Map.entry(48001, "api unauthorized, rid: "),
            Map.entry(48004, "api forbidden, rid: "),
            Map.entry(50001, "user unauthorized, rid: "),
            Map.entry(50002, "user limited, rid: ")));

    private final Clock clock;
    private final RandomIds ids;

    /** Creates the bodies with request ids of this clock. */
    public SnsErrors(Clock clock, RandomIds ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** @throws IllegalArgumentException listing the known ones, if WeChat was never seen to return this {@code errcode} */
    static void requireKnown(int errcode) {
        if (!MESSAGES.containsKey(errcode)) {
            throw new IllegalArgumentException(
                    "the sandbox does not know errcode " + errcode + "; it knows " + MESSAGES.keySet());
        }
    }

    /** Returns the known codes. */
    public static Iterable<Integer> known() {
        return MESSAGES.keySet();
    }

    /**
     * Returns the body. Its {@code rid} is the time in seconds since 1970 in hexadecimal, and two groups of unknown meaning.
     */
    String body(int errcode) {
        String rid = String.format("%08x", clock.instant().getEpochSecond()) + "-" + ids.eightHexDigits() + "-"
                + ids.eightHexDigits();
        return new SnsJson()
                .put("errcode", errcode)
                .put("errmsg", MESSAGES.get(errcode) + rid)
                .toString();
    }

    /** Thrown to end a call with this {@code errcode}. */
    static final class SnsException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int errcode;

        SnsException(int errcode) {
            super("errcode " + errcode);
            this.errcode = errcode;
        }

        int errcode() {
            return errcode;
        }
    }
}
