package dev.saoma.page.view;

import dev.saoma.page.branding.Branding;
import dev.saoma.page.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The style sheets, scripts and logo, read once and named by their content: {@code page.css} is served as
 * {@code page-1f0c….css}. They include a pool's own logo and colours.
 */
public final class Assets {

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");
    private static final String[] FILES = {
        "page.css",
        "login.js",
        "popup.js",
        "frame.js",
        "post.js",
        "phone.js",
        "opener.js",
        "message.js",
        "authing.js",
        "embed.js",
        "invite.js",
        "logo.svg"
    };
    /** A pool's own colours, if it has any. */
    static final String BRAND_STYLE = "brand.css";
    /** A pool's own logo, if it has one. */
    static final String BRAND_LOGO = "brand-logo";

    /** Colours and fonts of all pages. */
    private static final String TOKENS = "tokens.css";

    private static final int HASH_CHARS = 16;

    private final Map<String, Asset> byHashedName = new HashMap<>();
    private final Map<String, String> hashedNames = new HashMap<>();

    /**
     * Reads the files of another package, located beside {@code owner}; its style sheets begin with the colours and fonts
     * of all pages.
     */
    public Assets(Class<?> owner, List<String> files) {
        for (String file : files) {
            add(file, read(owner, file));
        }
    }

    Assets(Branding branding) {
        this(Assets.class, List.of(FILES));
        new Brand(branding).styleSheet().ifPresent(bytes -> add(BRAND_STYLE, bytes));
        branding.ownLogo().ifPresent(logo -> {
            hashedNames.put(BRAND_LOGO, logo.fileName());
            byHashedName.put(logo.fileName(), new Asset(logo.bytes(), logo.contentType()));
        });
    }

    private void add(String file, byte[] bytes) {
        String hashed = hashedName(file, bytes);
        hashedNames.put(file, hashed);
        byHashedName.put(hashed, new Asset(bytes, contentType(file)));
    }

    /** Whether the file exists; only a pool's own files may be missing. */
    boolean has(String file) {
        return hashedNames.containsKey(file);
    }

    /** Returns the file with that name; empty if there is none, or its content has another hash. */
    public Optional<Asset> byHashedName(String name) {
        return Optional.ofNullable(byHashedName.get(name));
    }

    /** Returns the name under which a file is served. */
    public String hashedName(String file) {
        String hashed = hashedNames.get(file);
        if (hashed == null) {
            throw new IllegalArgumentException("no such asset: " + file);
        }
        return hashed;
    }

    private static String hashedName(String file, byte[] bytes) {
        int dot = file.lastIndexOf('.');
        String hash = HexFormat.of().formatHex(Sha256.of(bytes)).substring(0, HASH_CHARS);
        return file.substring(0, dot) + "-" + hash + file.substring(dot);
    }

    private static String contentType(String file) {
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("no content type for " + file);
        }
        return type;
    }

    private static byte[] read(Class<?> owner, String file) {
        byte[] own = readAlone(owner, file);
        if (!file.endsWith(".css")) {
            return own;
        }
        byte[] tokens = readAlone(Assets.class, TOKENS);
        byte[] both = Arrays.copyOf(tokens, tokens.length + own.length);
        System.arraycopy(own, 0, both, tokens.length, own.length);
        return both;
    }

    private static byte[] readAlone(Class<?> owner, String file) {
        try (InputStream in = owner.getResourceAsStream("assets/" + file)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
