package dev.saoma.page.console;

import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.Confirmation;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.console.state.Doctors;
import dev.saoma.page.database.settings.WeChatAdministration;
import dev.saoma.page.doctor.Finding;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.WeChatSettings;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Handlers for the pool's WeChat app: what to copy to open.weixin.qq.com, and whether WeChat accepts it. Thread-safe. */
final class WeChatHandlers {
    private static final String WEBSITE = "website";
    private static final String ACCOUNT_OBJECT = Stored.WECHAT + "." + WeChatSettings.OFFICIAL_ACCOUNT;
    private static final List<String> OF_WECHAT = List.of("credentials.", "callback.", "wechat.", "outbound.");

    private final Context context;
    private final Doctors doctors;

    WeChatHandlers(Context context, Doctors doctors) {
        this.context = context;
        this.doctors = doctors;
    }

    PageResponse page(Call call) {
        ConsolePool pool = call.entered().pool();
        WeChatSettings wechat = pool.settings().wechat();
        URI issuer = pool.settings().issuer();
        Optional<Doctors.Round> round = doctors.of(pool);
        List<Map<String, Object>> sharing = sharing(wechat.appId());
        Map<String, Object> model = new HashMap<>();
        model.put("appId", wechat.appId());
        boolean may =
                call.entered().may(ConsoleRoute.OWNERS) && !context.settings().readOnly();
        model.put("mayChange", may && pool.home().object(Stored.WECHAT).isEmpty());
        model.put("mayChangeAccount", may && pool.home().object(ACCOUNT_OBJECT).isEmpty());
        model.put("inDatabase", wechat.inDatabase());
        model.put("domain", issuer.getHost());
        model.put("port", issuer.getPort() == -1 ? "" : Integer.toString(issuer.getPort()));
        model.put("subject", wechat.subject().name().toLowerCase(Locale.ROOT));
        model.put("official", wechat.inWeChat().map(WeChatSettings::appId).orElse(""));
        model.put("files", new TreeSet<>(wechat.verificationFiles().keySet()));
        model.put("sharing", sharing);
        model.put("yaml", context.page().get().document().yaml(pool.name(), "wechat"));
        model.put("inFile", pool.home().object(Stored.WECHAT).isPresent());
        model.put("line", line(pool.home().object(Stored.WECHAT)));
        model.put("looking", doctors.isLooking(pool) || round.isEmpty());
        model.putAll(context.screens().examination(call, round, WeChatHandlers::isOfWeChat));
        return context.screens().page(call, "wechat", model);
    }

    /** Returns the line in the file as text; empty if not known. */
    static String line(Optional<Integer> line) {
        return line.filter(number -> number > 0).map(String::valueOf).orElse("");
    }

    private static boolean isOfWeChat(Finding finding) {
        return OF_WECHAT.stream().anyMatch(finding.key()::startsWith);
    }

    /** Returns the applications of all pools that share a WeChat app: WeChat allows few apps, and one is enough. */
    private List<Map<String, Object>> sharing(String appId) {
        return context.page().get().pools().stream()
                .filter(pool -> pool.wechat().appId().equals(appId))
                .flatMap(WeChatHandlers::applications)
                .toList();
    }

    private static Stream<Map<String, Object>> applications(PoolSettings pool) {
        return pool.applications().stream()
                .filter(one -> !one.clientId().equals(ConsoleSettings.CLIENT_ID))
                .map((Application one) -> Map.of("pool", pool.name(), "id", one.clientId(), "name", one.name()));
    }

    /** Returns the app that the form names, as in {@link WeChatAdministration}: empty for {@code website}. */
    private static String app(Call call) throws ConsoleError {
        String id = call.required("id");
        if (!id.equals(WEBSITE) && !id.equals(WeChatSettings.OFFICIAL_ACCOUNT)) {
            throw new ConsoleError(Kind.INVALID, "id: website or officialAccount expected");
        }
        return id.equals(WEBSITE) ? "" : id;
    }

    /** Returns the name to type: the host of the login page, as entered at WeChat. */
    static String typedName(Call call) {
        return call.entered().pool().settings().issuer().getHost();
    }

    /** Shows the form for an AppID and its AppSecret. */
    PageResponse changePage(Call call) throws ConsoleError {
        requireWritable();
        String app = app(call);
        WeChatAdministration stored = call.wechat(app);
        stored.requireNotInFile();
        return form(call, 200, app, stored.appId().orElse(""), stored.version(), List.of());
    }

    private void requireWritable() throws ConsoleError {
        if (context.settings().readOnly()) {
            throw new ConsoleError(Kind.READ_ONLY);
        }
    }

    private PageResponse form(Call call, int status, String app, String appId, long version, List<Mistake> mistakes) {
        Map<String, Object> model = new HashMap<>();
        String id = app.isEmpty() ? WEBSITE : app;
        model.put("id", id);
        model.put("appId", appId);
        model.put("version", version);
        model.put("typedName", typedName(call));
        model.put(
                "scan",
                call.entered().session().isFresh(context.clock().instant())
                        ? ""
                        : EntryHandlers.beginFor(Link.to("/wechat/change", id)));
        model.put("wrong", wrong(call, mistakes));
        model.put("self", Link.to("/wechat/change", id));
        return context.screens().page(call, status, "wechatform", model);
    }

    /** Saves AppID and AppSecret, for all nodes. No response contains the secret. */
    PageResponse change(Call call) throws ConsoleError {
        String app = app(call);
        String appId = call.parameter("appId").orElse("");
        try {
            call.wechat(app)
                    .save(
                            call.actor(),
                            call.version(),
                            appId,
                            call.parameter("appSecret").orElse(""));
        } catch (SettingsException e) {
            return form(call, 422, app, appId, call.version(), e.mistakes());
        }
        return done();
    }

    private PageResponse done() {
        return context.done("/wechat", "wechat");
    }

    /** Shows the page that confirms the removal of AppID and AppSecret from the database. */
    PageResponse removePage(Call call) throws ConsoleError {
        requireWritable();
        String app = app(call);
        WeChatAdministration stored = call.wechat(app);
        stored.requireNotInFile();
        String appId = stored.appId().orElseThrow(() -> new ConsoleError(Kind.NOT_FOUND));
        return context.screens()
                .confirm(
                        call,
                        new Confirmation(
                                "wechat",
                                Map.of(
                                        "name",
                                        appId,
                                        "shortId",
                                        "",
                                        "id",
                                        call.required("id"),
                                        "version",
                                        stored.version()),
                                typedName(call),
                                "/wechat/remove",
                                "/wechat"));
    }

    PageResponse remove(Call call) throws ConsoleError {
        call.wechat(app(call)).remove(call.actor(), call.version());
        return done();
    }

    /** Starts another examination by the doctor; the page shows its result once it is available. */
    PageResponse look(Call call) {
        doctors.lookAgain(call.entered().pool());
        return context.redirect("/wechat");
    }

    /** Returns the texts of mistakes by field. */
    private Map<String, String> wrong(Call call, List<Mistake> mistakes) {
        Map<String, String> wrong = new LinkedHashMap<>();
        mistakes.forEach(mistake -> wrong.merge(
                mistake.key().substring(mistake.key().lastIndexOf('.') + 1),
                context.screens().said(call.language(), mistake),
                call.language()::sentences));
        return wrong;
    }
}
