package dev.saoma.filter.internal.kept;

import dev.saoma.filter.internal.seal.Sealer;
import dev.saoma.filter.internal.web.Cookies;
import dev.saoma.filter.internal.web.Page;
import dev.saoma.filter.internal.web.Responses;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps forms through a sign-in. A kept form is opened once, in the browser that sent it (a cookie of its own goes with it and
 * is removed), for the address that it was sent to, within half an hour, and for the user whose page it came from.
 * Thread-safe.
 */
public final class KeptPosts {
    /** The longest body that is kept: it has to fit into the page that holds it. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final String PARAMETER = "saoma-kept";
    private static final Pattern REPLAY = Pattern.compile("(?:^|&)" + PARAMETER + "=([A-Za-z0-9_-]{16})$");
    private static final String FIELD = "kept=";
    /** Enough for the longest body in Base64 and what is sealed with it. */
    private static final int MAX_SEALED = 2 * MAX_BYTES;
    /** How much of an overlong form is read and discarded, so that the browser shows the response. */
    private static final int MAX_SWALLOWED = 4 * 1024 * 1024;

    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final Duration OWNER_LIFETIME = Duration.ofDays(7);
    private static final int MAX_COOKIES = 5;

    private final Cookies cookies;
    private final Sealer sealer;
    private final Responses responses;
    private final SecureRandom random;
    private final String prefix;
    private final String ownerName;
    private final String home;

    /**
     * @param clientTag short id that distinguishes applications on one host
     * @param home where the buttons on pages lead
     */
    public KeptPosts(
            Cookies cookies, Sealer sealer, Responses responses, SecureRandom random, String clientTag, String home) {
        this.cookies = Objects.requireNonNull(cookies, "cookies");
        this.sealer = Objects.requireNonNull(sealer, "sealer");
        this.responses = Objects.requireNonNull(responses, "answers");
        this.random = Objects.requireNonNull(random, "random");
        this.prefix = cookies.name("saoma-" + clientTag + ".kept-");
        this.home = Objects.requireNonNull(home, "home");
        this.ownerName = cookies.name("saoma-" + clientTag + ".user");
    }

    /** Records in the browser the user whose pages it shows from now on. */
    public void signedIn(HttpServletResponse response, String subject) {
        String value = sealer.seal(ownerName, subject.getBytes(StandardCharsets.UTF_8), OWNER_LIFETIME);
        cookies.set(response, ownerName, value, OWNER_LIFETIME.getSeconds());
    }

    /**
     * Responds to a form that was posted without a session with a page that holds it.
     *
     * @param loginUrl returns, for an id, the address that signs in and comes back for the form with that id
     */
    public void keep(HttpServletRequest request, HttpServletResponse response, UnaryOperator<String> loginUrl)
            throws IOException {
        Optional<byte[]> body = body(request, MAX_BYTES);
        if (!body.isPresent()) {
            swallow(request);
            responses.page(request, response, Page.TOO_LARGE, null, home);
            return;
        }
        String id = random(12);
        String cookie = sealer.seal(prefix + id, new byte[0], LIFETIME);
        KeptPost post = new KeptPost(
                target(request), Objects.toString(request.getContentType(), ""), owner(request), body.get());
        dropOldest(request, response);
        cookies.set(response, prefix + id, cookie, LIFETIME.getSeconds());
        Map<String, String> values = new HashMap<>();
        values.put("id", id);
        values.put("target", withParameter(post.target(), id));
        values.put("login", loginUrl.apply(id));
        values.put("sealed", sealer.seal(purpose(id, cookie), post.encode(), LIFETIME));
        responses.scripted(request, response, "kept", HttpServletResponse.SC_UNAUTHORIZED, values);
    }

    /** Responds with the page that sends the form with that id. */
    public void resume(HttpServletRequest request, HttpServletResponse response, String id) throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put("id", id);
        values.put("home", home);
        responses.scripted(request, response, "resume", HttpServletResponse.SC_OK, values);
    }

    /** Whether this looks like an id of ours. */
    public static boolean isId(@Nullable String id) {
        return id != null && id.matches("[A-Za-z0-9_-]{16}");
    }

    /** Whether a request brings a kept form. Costs next to nothing for any other. */
    public static boolean isReplay(HttpServletRequest request) {
        String query = request.getQueryString();
        return query != null && query.contains(PARAMETER) && "POST".equals(request.getMethod()) && id(query) != null;
    }

    /**
     * Returns the request as it was sent before the sign-in; null if that is not possible, and the response states why.
     *
     * @param subject the signed-in user
     * @param sameOrigin whether a page of the application sends it
     */
    public @Nullable HttpServletRequest open(
            HttpServletRequest request, HttpServletResponse response, String subject, boolean sameOrigin)
            throws IOException {
        String id = Objects.requireNonNull(id(request.getQueryString()), "id");
        String cookie = cookie(request, id);
        Optional<KeptPost> post = cookie == null || !sameOrigin
                ? Optional.empty()
                : body(request, MAX_SEALED)
                        .map(body -> new String(body, StandardCharsets.ISO_8859_1))
                        .filter(body -> body.startsWith(FIELD))
                        .flatMap(body -> sealer.open(purpose(id, cookie), body.substring(FIELD.length())))
                        .flatMap(KeptPost::decode)
                        .filter(kept -> withParameter(kept.target(), id).equals(target(request)));
        if (sameOrigin && cookie != null) {
            cookies.remove(response, prefix + id);
        }
        if (!post.isPresent()) {
            swallow(request);
            responses.page(request, response, Page.KEPT_GONE, null, home);
            return null;
        }
        if (!post.get().owner().isEmpty() && !post.get().owner().equals(subject)) {
            responses.page(request, response, Page.KEPT_OTHER, null, home);
            return null;
        }
        return new KeptRequest(request, post.get());
    }

    // Returns the one cookie that opens; null if none does, or several do.
    private @Nullable String cookie(HttpServletRequest request, String id) {
        List<String> ours = new ArrayList<>();
        for (String value : Cookies.values(prefix + id, request)) {
            if (sealer.open(prefix + id, value).isPresent()) {
                ours.add(value);
            }
        }
        return ours.size() == 1 ? ours.get(0) : null;
    }

    private void dropOldest(HttpServletRequest request, HttpServletResponse response) {
        List<Map.Entry<String, String>> present = Cookies.startingWith(prefix, request);
        present.sort(Comparator.comparingLong(
                cookie -> Sealer.claimedExpiry(cookie.getValue()).orElse(0)));
        for (int i = 0; i <= present.size() - MAX_COOKIES; i++) {
            cookies.remove(response, present.get(i).getKey());
        }
    }

    private String owner(HttpServletRequest request) {
        Set<String> subjects = new HashSet<>();
        for (String value : Cookies.values(ownerName, request)) {
            sealer.open(ownerName, value)
                    .ifPresent(subject -> subjects.add(new String(subject, StandardCharsets.UTF_8)));
        }
        return subjects.size() == 1 ? subjects.iterator().next() : "";
    }

    private String purpose(String id, String cookie) {
        return "kept form " + id + " " + cookie;
    }

    private static String target(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    private static String withParameter(String target, String id) {
        return target + (target.indexOf('?') < 0 ? '?' : '&') + PARAMETER + "=" + id;
    }

    private static @Nullable String id(@Nullable String query) {
        Matcher matcher = REPLAY.matcher(String.valueOf(query));
        return matcher.find() ? matcher.group(1) : null;
    }

    /** Reads the whole body; empty if it is longer than {@code max}. */
    private static Optional<byte[]> body(HttpServletRequest request, int max) throws IOException {
        if (request.getContentLengthLong() > max) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        InputStream in = request.getInputStream();
        for (int read; (read = in.read(buffer)) > 0; ) {
            out.write(buffer, 0, read);
            if (out.size() > max) {
                return Optional.empty();
            }
        }
        return Optional.of(out.toByteArray());
    }

    /**
     * Reads what is left: a container that closes the connection early makes the browser show an error, not the page.
     */
    private static void swallow(HttpServletRequest request) throws IOException {
        byte[] buffer = new byte[8192];
        InputStream in = request.getInputStream();
        long left = MAX_SWALLOWED;
        for (int read; left > 0 && (read = in.read(buffer)) > 0; ) {
            left -= read;
        }
    }

    private String random(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
}
