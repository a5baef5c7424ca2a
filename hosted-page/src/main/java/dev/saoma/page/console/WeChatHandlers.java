package dev.saoma.page.console;

import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.console.state.Doctors;
import dev.saoma.page.doctor.Finding;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import dev.saoma.page.settings.WeChatSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Handlers for the pool's WeChat app: what to copy to open.weixin.qq.com, and whether WeChat accepts it. Thread-safe. */
final class WeChatHandlers {
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
        model.put("domain", issuer.getHost());
        model.put("port", issuer.getPort() == -1 ? "" : Integer.toString(issuer.getPort()));
        model.put("subject", wechat.subject().name().toLowerCase(Locale.ROOT));
        model.put("official", wechat.inWeChat().map(WeChatSettings::appId).orElse(""));
        model.put("files", new TreeSet<>(wechat.verificationFiles().keySet()));
        model.put("sharing", sharing);
        model.put("yaml", context.page().get().document().yaml(pool.name(), "wechat"));
        model.put("line", line(pool.home().object("wechat")));
        model.put("looking", doctors.isLooking(pool) || round.isEmpty());
        model.put(
                "examined",
                round.map(one -> Screens.time(one.at().toEpochMilli())).orElse(""));
        model.put(
                "findings",
                context.screens()
                        .findings(
                                call,
                                round.map(Doctors.Round::findings).orElse(List.of()).stream()
                                        .filter(WeChatHandlers::isOfWeChat)
                                        .toList()));
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

    /** Has the doctor examine the pool again; the page shows the result when it is there. */
    PageResponse look(Call call) {
        doctors.lookAgain(call.entered().pool());
        return PageResponse.redirect(URI.create(context.settings().url() + "/wechat"));
    }
}
