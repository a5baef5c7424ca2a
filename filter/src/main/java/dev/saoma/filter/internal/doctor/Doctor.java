package dev.saoma.filter.internal.doctor;

import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.log.LogBudget;
import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.start.FrontPlace;
import dev.saoma.filter.internal.start.Refusal;
import dev.saoma.filter.internal.web.AddressRanges;
import dev.saoma.filter.internal.web.Cookies;
import dev.saoma.filter.internal.web.Peers;
import dev.saoma.filter.internal.web.QueryParameters;
import dev.saoma.filter.internal.web.Responses;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Checks what sign-ins depend on and states how to correct it: a page for the addresses that the setting {@code doctor} names,
 * and a text for logs. Contains no secrets. Thread-safe; the provider is called by one caller at a time, every ten seconds at
 * most.
 */
public final class Doctor {
    private static final Logger LOG = FilterLog.logger();
    private static final long FRESH_MILLIS = 10_000;
    private static final int REPORTED_KINDS = 30;
    private static final String ROUND = "round";

    private final AddressRanges permitted;
    private final Peers peers;
    private final Supplier<List<Finding>> provider;
    private final DoctorSetup setup;
    private final Cookies cookies;
    private final String cookieName;
    private final String pathCookieName;
    private final Responses responses;
    private final SecureRandom random;
    private final Clock clock;
    private final LogBudget budget;
    private final StrictCookies strictCookies = new StrictCookies();
    private List<Finding> lastOfProvider = Collections.emptyList();
    private long askedAt;
    private volatile @Nullable List<Finding> order;
    private volatile @Nullable Refusal misplaced;

    public Doctor(
            AddressRanges permitted,
            Peers peers,
            Supplier<List<Finding>> provider,
            DoctorSetup setup,
            Cookies cookies,
            Responses responses,
            SecureRandom random,
            Clock clock) {
        this.permitted = permitted;
        this.peers = peers;
        this.provider = provider;
        this.setup = setup;
        this.cookies = cookies;
        this.cookieName = cookies.name("saoma-" + setup.clientTag + ".doctor");
        this.pathCookieName = "saoma-" + setup.clientTag + ".path";
        this.responses = responses;
        this.random = random;
        this.clock = clock;
        this.budget = new LogBudget(clock, 6, "requests for the doctor's page from elsewhere");
    }

    /** Returns the observer of session cookies, whose findings the doctor reports. */
    public StrictCookies strictCookies() {
        return strictCookies;
    }

    /** Responds if the caller may see the page; else does nothing and returns false. */
    public boolean handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean read = "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
        if (permitted.isEmpty() || !read) {
            return false;
        }
        String client = peers.client(request);
        if (!permitted.contains(client) || peers.isObscured(request)) {
            if (budget.take()) {
                LOG.log(Level.INFO, "The doctor''s page was asked for from {0}{1}: answered 404", new Object[] {
                    FilterLog.oneLine(client),
                    peers.isObscured(request)
                            ? ", through a proxy that trustedProxies does not name"
                            : ", which the setting doctor does not name"
                });
            }
            return false;
        }
        boolean text = FindingsPage.isForText(request);
        String round = new QueryParameters(request.getQueryString()).get(ROUND);
        if (!text && round == null) {
            String value = random();
            cookies.set(response, cookieName, value, 60);
            String path = setup.arrival().foreignCookiePath(request);
            if (path != null) {
                cookies.probe(response, pathCookieName, value, path, 60);
            }
            responses.redirect(response, HttpServletResponse.SC_SEE_OTHER, "doctor?" + ROUND + "=" + value);
            return true;
        }
        List<Finding> findings = new ArrayList<>(withoutRequest(request.getServletContext()));
        findings.addAll(setup.deployment(request.getServletContext())
                .inFront(new CallStack(new Throwable().getStackTrace()), setup.sessions(request.getServletContext())));
        findings.addAll(sessionCookie(request));
        findings.addAll(setup.arrival().look(request));
        cookiePath(request, round).ifPresent(findings::add);
        findings.add(Finding.note("peer", request.getRemoteAddr(), client));
        findings.add(cookie(request, round));
        Collections.sort(findings, (a, b) -> b.level().compareTo(a.level()));
        new FindingsPage().write(responses, request, response, findings);
        return true;
    }

    private List<Finding> sessionCookie(HttpServletRequest request) {
        Map<String, Finding> found = new LinkedHashMap<>();
        strictCookies.shown().forEach(finding -> found.put(finding.key(), finding));
        for (Finding finding : setup.deployment(request.getServletContext()).sessionCookie(request.isSecure())) {
            if (found.isEmpty() || finding.level() != Finding.Level.OK) {
                found.put(finding.key(), finding);
            }
        }
        return new ArrayList<>(found.values());
    }

    private Finding cookie(HttpServletRequest request, @Nullable String round) {
        if (round == null) {
            return Finding.note("cookie.untried");
        }
        return Cookies.values(cookieName, request).contains(round)
                ? Finding.ok("cookie.ok")
                : Finding.problem("cookie.lost", cookieName);
    }

    // Proxies may change paths of cookies on the way out, which only the next request shows.
    private Optional<Finding> cookiePath(HttpServletRequest request, @Nullable String round) {
        String path = setup.arrival().foreignCookiePath(request);
        if (path == null) {
            return Optional.empty();
        }
        if (round == null) {
            return Optional.of(Finding.note("path.untried", path, setup.appUrl));
        }
        boolean back = Cookies.values(pathCookieName, request).contains(round);
        return Optional.of(
                back
                        ? Finding.ok("path.ok", path)
                        : Finding.problem(
                                "path.lost", path, setup.appUrl, setup.arrival().browsersPath()));
    }

    private List<Finding> withoutRequest(ServletContext context) {
        List<Finding> findings = new ArrayList<>();
        if (setup.report != null) {
            findings.add(Finding.warning("report.on"));
            setup.report.most(REPORTED_KINDS).forEach(kind -> findings.add(Finding.note("report.kind", kind)));
        }
        findings.addAll(ofProvider());
        Deployment deployment = setup.deployment(context);
        findings.addAll(deployment.mappings());
        findings.addAll(deployment.obstacles());
        findings.addAll(deployment.surroundings());
        findings.addAll(sessions(context));
        findings.add(Finding.note(setup.keyDerived ? "key.derived" : "key.given", setup.keyFingerprint()));
        DeployedApplication deployed = new DeployedApplication(context);
        findings.add(Finding.note("server", deployed.server(), deployed.servletVersion(), version()));
        return findings;
    }

    // What a request has shown takes precedence over web.xml.
    private List<Finding> sessions(ServletContext context) {
        List<Finding> findings = setup.sessions(context).declared();
        List<Finding> shown = order;
        if (shown != null) {
            findings.removeIf(Doctor::isBehind);
            findings.addAll(shown);
        }
        return findings;
    }

    /**
     * Checks, at the first request that shows it, whether filters that replace sessions are called before this one, where only
     * code has set the order. Called by the filter itself for every request.
     *
     * @return the answer to this request if the drop-in jar could not put the filter where it has to be; usually null
     */
    public @Nullable Refusal watchOrder(HttpServletRequest request) {
        if (order == null && request.getDispatcherType() == DispatcherType.REQUEST) {
            try {
                look(request);
            } catch (RuntimeException | LinkageError e) { // a failing container call must not cause a refusal
                order = Collections.emptyList();
            }
        }
        return misplaced;
    }

    private void look(HttpServletRequest request) {
        SessionOrder sessions = setup.sessions(request.getServletContext());
        if (!sessions.exist()) {
            order = Collections.emptyList();
            return;
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (!sessions.showsAt(path)) {
            return;
        }
        List<Finding> before = sessions.declared();
        List<Finding> shown = sessions.called(path, new CallStack(new Throwable().getStackTrace()));
        if (shown.stream().anyMatch(Doctor::isBehind) && FrontPlace.isUncertain(request.getServletContext())) {
            misplaced = Refusal.because(
                    "The Saoma sign-in filter does not work: it is called before " + String.join(", ", sessions.names())
                            + ", which replaces the container's sessions, so the next user of a browser would get the"
                            + " session of the one before – map that filter in web.xml, or replace LoginFilter in web.xml"
                            + " by WEB-INF/classes/saoma.properties",
                    null);
        }
        order = shown;
        if (before.stream().noneMatch(Doctor::isBehind)) {
            warn(shown);
        }
    }

    private static boolean isBehind(Finding finding) {
        return "sessions.behind".equals(finding.key());
    }

    // From the jar's manifest.
    private static String version() {
        Package ours = Doctor.class.getPackage();
        String version = ours == null ? null : ours.getImplementationVersion();
        return version == null ? "?" : version;
    }

    private synchronized List<Finding> ofProvider() {
        if (lastOfProvider.isEmpty() || clock.millis() - askedAt >= FRESH_MILLIS) {
            lastOfProvider = provider.get();
            askedAt = clock.millis();
        }
        return lastOfProvider;
    }

    /** Returns the findings that need no request, in English. */
    public String text(ServletContext context) {
        List<Finding> findings = withoutRequest(context);
        Collections.sort(findings, (a, b) -> b.level().compareTo(a.level()));
        return new FindingsPage().text(findings);
    }

    /** Logs what is wrong with mappings and surroundings, when the application starts. */
    public void logSetup(ServletContext context) {
        Deployment deployment = setup.deployment(context);
        List<Finding> findings = new ArrayList<>(deployment.mappings());
        findings.addAll(deployment.obstacles());
        findings.addAll(setup.sessions(context).declared());
        warn(findings);
    }

    private static void warn(List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.level().compareTo(Finding.Level.WARNING) >= 0) {
                LOG.log(Level.WARNING, "{0}", new FindingsPage().line(finding));
            }
        }
    }

    private String random() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
