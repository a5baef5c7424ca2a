package dev.saoma.filter.internal.oidc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The libraries that the ordinary jar needs beside it. It is easy to forget one when copying jars by hand, which only the first
 * sign-in would show. The drop-in jars contain them under other names, which the build writes into this class too.
 */
public final class Libraries {
    private static final Map<String, String> ONE_CLASS_OF_EACH = new LinkedHashMap<>();

    static {
        ONE_CLASS_OF_EACH.put("jjwt-api", "io.jsonwebtoken.Jwts");
        ONE_CLASS_OF_EACH.put("jjwt-impl", "io.jsonwebtoken.impl.DefaultJwtParserBuilder");
        ONE_CLASS_OF_EACH.put("gson", "com.google.gson.stream.JsonReader");
        ONE_CLASS_OF_EACH.put("httpclient5", "org.apache.hc.client5.http.impl.classic.CloseableHttpClient");
        ONE_CLASS_OF_EACH.put("httpcore5", "org.apache.hc.core5.http.HttpEntity");
        ONE_CLASS_OF_EACH.put("slf4j-api", "org.slf4j.Logger");
    }

    private Libraries() {}

    /** Returns the names of those that are missing; usually empty. */
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, String> one : ONE_CLASS_OF_EACH.entrySet()) {
            // Looked up as a file: loading a class would slow the start for what only the first sign-in needs.
            if (Libraries.class.getClassLoader().getResource(one.getValue().replace('.', '/') + ".class") == null) {
                missing.add(one.getKey());
            }
        }
        return missing;
    }
}
