package dev.saoma.page.console.state;

import com.google.gson.Gson;
import dev.saoma.page.seal.Fingerprint;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.store.Kind;
import dev.saoma.page.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Eight-character codes that register a browser, issued by an owner, by the administrator in another browser, or from the
 * command line: each valid for one administrator, once, for ten minutes and five attempts. Thread-safe.
 */
public final class BrowserCodes {
    public static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int TRIES = 5;
    private static final int LENGTH = 8;
    /** Letters and digits, without those that look alike. */
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    private static final Kind CODE = Kind.oneUse("console-code", LIFETIME);
    private static final Kind TRY = new Kind("console-try", LIFETIME);
    private static final Gson JSON = new Gson();

    private final SecureRandom secure = new SecureRandom();
    private final RandomText random;

    public BrowserCodes(RandomText random) {
        this.random = random;
    }

    private record Code(String id, String digest) {}

    /** Creates a code, which replaces an earlier unused one. */
    public String make(Store store, String subject) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(secure.nextInt(ALPHABET.length())));
        }
        String id = random.alphanumeric(16);
        store.put(CODE, key(subject), JSON.toJson(new Code(id, digest(id, text.toString()))));
        return text.toString();
    }

    /** Redeems a code; every call counts as an attempt, and after five the code is invalid. */
    public boolean use(Store store, String subject, String typed) {
        Optional<Code> code = store.get(CODE, key(subject)).map(json -> JSON.fromJson(json, Code.class));
        if (code.isEmpty() || !hasTry(store, code.get().id())) {
            return false;
        }
        String plain = typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
        boolean right = MessageDigest.isEqual(
                code.get().digest().getBytes(StandardCharsets.US_ASCII),
                digest(code.get().id(), plain).getBytes(StandardCharsets.US_ASCII));
        return right && store.take(CODE, key(subject)).isPresent();
    }

    private static boolean hasTry(Store store, String id) {
        for (int i = 0; i < TRIES; i++) {
            if (store.putIfAbsent(TRY, id + ":" + i, "")) {
                return true;
            }
        }
        return false;
    }

    private static String key(String subject) {
        return Fingerprint.of(subject);
    }

    private static String digest(String id, String code) {
        return Fingerprint.of(id + " " + code);
    }
}
