package dev.saoma.filter;

import dev.saoma.filter.internal.Requirements;
import dev.saoma.filter.internal.Wiring;
import dev.saoma.filter.internal.application.ApplicationClass;
import dev.saoma.filter.internal.http.OutboundLimits;
import dev.saoma.filter.internal.log.FilterLog;
import dev.saoma.filter.internal.settings.Settings;
import dev.saoma.filter.internal.settings.SettingsSources;
import dev.saoma.filter.internal.start.ClockCheck;
import dev.saoma.filter.internal.start.ContainerCheck;
import dev.saoma.filter.internal.start.DeployedApplication;
import dev.saoma.filter.internal.start.Dispatches;
import dev.saoma.filter.internal.start.FrontPlace;
import dev.saoma.filter.internal.start.Refusal;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.Preflight;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Servlet filter that requires a sign-in before the application is reached. Map it to {@code /*} and give it four init-params:
 *
 * <pre>
 *   issuer        https://login.example.com
 *   clientId      crm
 *   clientSecret  ${env:CRM_SECRET}
 *   appUrl        https://www.example.com/crm
 * </pre>
 *
 * All settings are listed in {@code docs/filter/settings.md}. From then on, {@code getRemoteUser()}, {@code getUserPrincipal()}
 * (a {@link SignedInUser}), {@code isUserInRole()} and {@code logout()} work on every request.
 *
 * <p>Nothing is fetched at start: the application starts while the provider is down, and signed-in users never notice.
 * Thread-safe, as filters have to be.
 */
public final class LoginFilter implements Filter {
    private static final Logger LOG = FilterLog.logger();

    private final @Nullable FilterSettings given;
    private final @Nullable UserMapper givenMapper;
    private final @Nullable SignInListener givenListener;
    private final Clock clock;
    /** Set by tests only; otherwise the setting {@code providerTimeout} applies. */
    private final @Nullable OutboundLimits givenLimits;

    private volatile @Nullable Wiring started;
    /** Whether the clock can be right; until then requests are refused. */
    private volatile boolean clockIsSet;

    private volatile @Nullable ServletContext application;
    private volatile Refusal refusal = Refusal.notInitialised();

    /**
     * Creates a filter for {@code web.xml}: settings are the init-params and the other {@linkplain SettingsSources sources}.
     */
    public LoginFilter() {
        this(null, null, null, Clock.systemUTC(), null);
    }

    /** Creates a filter for containers set up by code; init-params are ignored. */
    public LoginFilter(FilterSettings settings) {
        this(Objects.requireNonNull(settings, "settings"), null, null, Clock.systemUTC(), null);
    }

    /** Creates a filter with a mapper instance in place of the setting {@code userMapper}. */
    public LoginFilter(FilterSettings settings, UserMapper mapper) {
        this(settings, Objects.requireNonNull(mapper, "mapper"), null);
    }

    /**
     * Creates a filter with existing objects of the application, such as beans, in place of the settings {@code userMapper} and
     * {@code signInListener}; where one is null, the setting applies.
     */
    public LoginFilter(FilterSettings settings, @Nullable UserMapper mapper, @Nullable SignInListener listener) {
        this(Objects.requireNonNull(settings, "settings"), mapper, listener, Clock.systemUTC(), null);
    }

    LoginFilter(@Nullable FilterSettings given, Clock clock, @Nullable OutboundLimits limits) {
        this(given, null, null, clock, limits);
    }

    LoginFilter(
            @Nullable FilterSettings given,
            @Nullable UserMapper mapper,
            @Nullable SignInListener listener,
            Clock clock,
            @Nullable OutboundLimits limits) {
        this.given = given;
        this.givenMapper = mapper;
        this.givenListener = listener;
        this.clock = clock;
        this.givenLimits = limits;
    }

    /**
     * Starts the filter. If it cannot start, one log record lists every mistake, and each request is answered with status 503
     * from then on. Nothing is thrown, because some containers run an application without a filter whose initialisation fails.
     */
    @Override
    public void init(FilterConfig config) {
        release();
        try {
            start(config);
        } catch (InvalidSettingsException e) {
            refuse(Refusal.because(String.valueOf(e.getMessage()), null), config);
        } catch (Throwable e) { // any failure: the application must not be open
            refuse(Refusal.because("The Saoma sign-in filter cannot start: " + e, e), config);
        }
    }

    private void refuse(Refusal reason, FilterConfig config) {
        refusal = reason;
        release();
        reason.log(context(config));
    }

    private static @Nullable ServletContext context(FilterConfig config) {
        try {
            return config.getServletContext();
        } catch (Throwable e) { // any failure, also of a missing config: this is on the way to a refusal
            return null;
        }
    }

    private void start(FilterConfig config) {
        ServletContext context = config.getServletContext();
        // First of all: a filter that refuses has to be in front of the others too.
        String displaced = context == null ? null : FrontPlace.retake(context).orElse(null);
        String mistake = Requirements.runtimeMistake().orElse(displaced);
        if (mistake == null && context != null) {
            mistake = ContainerCheck.mistake(new DeployedApplication(context)).orElse(null);
        }
        if (mistake != null) {
            refuse(Refusal.because("The Saoma sign-in filter cannot start: " + mistake, null), config);
            return;
        }
        DeployedApplication deployed = new DeployedApplication(context);
        Settings settings = given == null ? read(config) : given.settings();
        UserMapper mapper = givenMapper != null
                ? givenMapper
                : made("userMapper", UserMapper.class, settings.users().userMapper(), deployed);
        SignInListener listener = givenListener != null
                ? givenListener
                : made(
                        "signInListener",
                        SignInListener.class,
                        settings.operations().signInListener(),
                        deployed);
        Wiring wired = Wiring.start(
                settings,
                mapper,
                listener,
                givenLimits == null ? OutboundLimits.within(settings.providerTimeout()) : givenLimits,
                clock);
        try {
            Dispatches.cover(config, deployed);
            wired.doctor().logSetup(context);
            logStart(settings, wired);
        } catch (RuntimeException | Error e) {
            wired.close();
            throw e;
        }
        application = context;
        String wrongClock = ClockCheck.mistake(clock).orElse(null);
        clockIsSet = wrongClock == null;
        if (wrongClock != null) {
            refusal = Refusal.because("The Saoma sign-in filter does not work yet: " + wrongClock, null);
            refusal.log(context);
        }
        started = wired;
    }

    private @Nullable Wiring running() {
        Wiring wired = started;
        if (wired == null || clockIsSet) {
            return wired;
        }
        if (ClockCheck.mistake(clock).isPresent()) {
            return null;
        }
        clockIsSet = true;
        LOG.info("The clock has been set: the Saoma sign-in filter works.");
        return wired;
    }

    private static void logStart(Settings settings, Wiring wired) {
        if (settings.operations().reportOnly()) {
            LOG.warning(
                    "REPORT-ONLY MODE: no sign-in is required, every request reaches the application, and what would have"
                            + " been refused is only logged. Remove the setting reportOnly to protect the application.");
        }
        Addresses addresses = wired.addresses();
        info("Saoma sign-in filter: register redirect URI " + addresses.redirectUri() + " for client "
                + settings.clientId() + " at " + settings.issuer());
        Requirements.unverifiable()
                .ifPresent(names -> info("This Java runtime cannot verify signatures by " + names
                        + ": a provider must sign with others, RS256 as a rule"));
        info("For sign-outs register post-logout redirect URI " + addresses.signedOut()
                + " and back-channel logout URI " + wired.backChannelLogoutUri());
    }

    // Names the source, because the logger would otherwise walk the stack to find it.
    private static void info(String text) {
        LOG.logp(Level.INFO, LoginFilter.class.getName(), "init", text);
    }

    private static Settings read(FilterConfig config) {
        Map<String, String> values = new LinkedHashMap<>();
        Enumeration<String> names = config.getInitParameterNames();
        while (names != null && names.hasMoreElements()) {
            String name = names.nextElement();
            String value = config.getInitParameter(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return Settings.of(new SettingsSources(values, config.getServletContext()::getResourceAsStream));
    }

    private static <T> @Nullable T made(
            String setting, Class<T> type, Optional<String> name, DeployedApplication application) {
        return name.isPresent() ? ApplicationClass.create(setting, type, name.get(), application.classLoader()) : null;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Wiring current = running();
        if (current == null) {
            refusal.answer(request, response);
            return;
        }
        if (!(request instanceof HttpServletRequest && response instanceof HttpServletResponse)) {
            throw new ServletException("only HTTP requests can be signed in");
        }
        Refusal misplaced = current.doctor().watchOrder((HttpServletRequest) request);
        if (misplaced != null) {
            misplaced.answer(request, response);
            return;
        }
        HttpServletRequest admitted =
                current.guard().admit((HttpServletRequest) request, (HttpServletResponse) response);
        if (admitted != null) {
            chain.doFilter(admitted, Preflight.answer(admitted, (HttpServletResponse) response));
        }
    }

    /**
     * Checks provider, clock, redirect URI, credentials, keys and mappings now, and returns the findings with their fixes:
     * English text of several lines, without secrets, for a log or an administrator's page. The doctor's page shows the same,
     * and what only a request reveals: cookies, proxies, async support.
     *
     * <p>It calls the provider, so it may take some seconds.
     *
     * @throws IllegalStateException before the container has initialised the filter, and after it has destroyed it
     */
    public String doctor() {
        Wiring current = running();
        ServletContext context = application;
        if (current == null || context == null) {
            throw new IllegalStateException("the filter is not initialised");
        }
        return current.doctor().text(context);
    }

    @Override
    public void destroy() {
        refusal = Refusal.stopped();
        release();
    }

    private void release() {
        Wiring ended = started;
        started = null;
        application = null;
        if (ended != null) {
            ended.close();
        }
    }
}
