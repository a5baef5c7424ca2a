package dev.saoma.filter.internal.settings;

import dev.saoma.filter.internal.web.AddressRanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings for operators. Immutable. */
public final class OperationsSettings {
    /** Headers without which a request would no longer be the same. */
    private static final Set<String> NOT_SCRUBBED = Collections.unmodifiableSet(
            new HashSet<>(Arrays.asList("cookie", "host", "content-type", "content-length", "transfer-encoding")));

    private final boolean reportOnly;
    private final @Nullable String signInListener;
    private final Set<String> scrubHeaders;
    private final Set<String> sessionFilters;
    private final AddressRanges trustedProxies;
    private final AddressRanges doctor;

    OperationsSettings(SettingsText text) {
        LineReader reader = new LineReader(text);
        reportOnly = new SettingsReader(text).yesOrNo(Setting.REPORT_ONLY);
        signInListener = reader.className("signInListener");
        scrubHeaders = headers(text, reader, "scrubHeaders");
        String sessions = text.optional("sessionFilters");
        sessionFilters = sessions == null
                ? Collections.emptySet()
                : Collections.unmodifiableSet(new LinkedHashSet<>(reader.words("sessionFilters", sessions)));
        trustedProxies = ranges(text, reader, "trustedProxies");
        doctor = ranges(text, reader, "doctor");
    }

    private static Set<String> headers(SettingsText text, LineReader reader, String key) {
        String value = text.optional(key);
        Set<String> names = new LinkedHashSet<>();
        for (String name : value == null ? Collections.<String>emptySet() : reader.words(key, value)) {
            if (!name.matches("[A-Za-z0-9_-]+")) {
                text.mistake(key, name + " is not the name of a header", "write for example X-Remote-User");
            } else if (NOT_SCRUBBED.contains(name.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                text.mistake(key, name + " cannot be taken out of a request", "remove it from the list");
            } else {
                names.add(name);
            }
        }
        return Collections.unmodifiableSet(names);
    }

    private static AddressRanges ranges(SettingsText text, LineReader reader, String key) {
        String value = text.optional(key);
        List<String> good = new ArrayList<>();
        for (String range : value == null ? Collections.<String>emptySet() : reader.words(key, value)) {
            Optional<String> mistake = AddressRanges.mistake(range);
            if (mistake.isPresent()) {
                text.mistake(key, range + " " + mistake.get(), "list addresses as closely as you can");
            } else {
                good.add(range);
            }
        }
        return new AddressRanges(good);
    }

    /** Whether every request is let through and only logged. */
    public boolean reportOnly() {
        return reportOnly;
    }

    /** Returns the application's class that receives sign-in events. */
    public Optional<String> signInListener() {
        return Optional.ofNullable(signInListener);
    }

    /** Returns the headers to hide from the application, in any spelling; unmodifiable. */
    public Set<String> scrubHeaders() {
        return scrubHeaders;
    }

    /**
     * Returns the names of filters that replace the container's sessions, and are called before the sign-in filter;
     * unmodifiable.
     */
    public Set<String> sessionFilters() {
        return sessionFilters;
    }

    /** Returns the proxies whose header with the client address is trusted. */
    public AddressRanges trustedProxies() {
        return trustedProxies;
    }

    /** Returns the addresses that may open the doctor's page. */
    public AddressRanges doctor() {
        return doctor;
    }
}
