package dev.saoma.page.settings;

import dev.saoma.page.settings.SettingsException.Mistake;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the whole file, collects every mistake, and only then either throws or answers. */
final class SettingsReader {
    private static final URI OPEN_URL = URI.create("https://open.weixin.qq.com");
    private static final URI API_URL = URI.create("https://api.weixin.qq.com");
    private static final URI NOWHERE = URI.create("http://localhost");
    private static final Secret NO_SECRET = Secret.of("");
    private static final Duration QR_LIFETIME = Duration.ofMinutes(5);
    private static final Pattern APP_ID = Pattern.compile("wx[0-9a-f]{16}");
    private static final Pattern HOST = Pattern.compile("([a-z0-9.-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
    private static final Pattern LISTEN = Pattern.compile("([^:\\s]+|\\[[0-9a-fA-F:.]+]):([0-9]{1,5})");

    private final References references;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    SettingsReader(References references) {
        this.references = references;
    }

    PageSettings read(String source, String yaml) {
        Section root = new Section("", compose(source, yaml), references, mistakes);
        URI issuer = root.requiredText(
                        "issuer", "Write the public URL of this page, such as https://login.example.com.")
                .flatMap(url -> issuer(root, url))
                .orElse(NOWHERE);
        Listen listen = root.text("listen").flatMap(text -> listen(root, text)).orElse(new Listen("127.0.0.1", 8080));
        Set<String> hosts = hosts(root);
        Duration qrLifetime =
                root.text("qrLifetime").flatMap(text -> qrLifetime(root, text)).orElse(QR_LIFETIME);
        SessionSettings session = SessionReader.read(root.section("session"));
        boolean privateBackChannel = privateBackChannel(root.section("backChannel"));
        WeChatSettings wechat = wechat(root.section("wechat"));
        KeySettings keys = new KeyReader(references).read(root.section("keys"));
        List<Application> applications = new ApplicationReader(warnings, UrlRules.plainHttp(issuer.toString()))
                .read(root, root.sections("applications"));
        root.close();
        if (!mistakes.isEmpty()) {
            throw SettingsException.of(source, mistakes);
        }
        return new PageSettings(
                issuer, listen, hosts, qrLifetime, session, privateBackChannel, wechat, keys, applications, warnings);
    }

    private Node compose(String source, String yaml) {
        LoadSettings load = LoadSettings.builder()
                .setLabel(source)
                .setAllowDuplicateKeys(true) // Section reports them with the other mistakes.
                .build();
        try {
            Optional<Node> node = new Compose(load).composeString(yaml);
            if (node.isPresent()) {
                return node.get();
            }
            mistakes.add(new Mistake(source, 0, "is empty.", "Begin with the example in docs/page-settings.md."));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            mistakes.add(new Mistake(source, line, "is not YAML: " + e.getProblem() + ".", "Check indent and quotes."));
        } catch (YamlEngineException e) {
            mistakes.add(new Mistake(source, 0, "is not YAML.", "Check indent and quotes."));
        }
        throw SettingsException.of(source, mistakes);
    }

    private static Optional<URI> issuer(Section root, String url) {
        Optional<String> wrong = UrlRules.wrongIssuer(url);
        wrong.ifPresent(why -> root.mistake("issuer", why, "Write it as https://login.example.com or …/path."));
        return wrong.isPresent() ? Optional.empty() : Optional.of(URI.create(url));
    }

    private static Optional<URI> base(Section section, String key, String url, String fix) {
        Optional<String> wrong = UrlRules.wrongBase(url);
        wrong.ifPresent(why -> section.mistake(key, why, fix));
        return wrong.isPresent() ? Optional.empty() : Optional.of(URI.create(url));
    }

    private static Optional<Listen> listen(Section root, String text) {
        var matcher = LISTEN.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
            root.mistake("listen", "is not host:port.", "Write it as 127.0.0.1:8080 or [::1]:8080.");
            return Optional.empty();
        }
        String host = matcher.group(1);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return Optional.of(new Listen(bare, Integer.parseInt(matcher.group(2))));
    }

    private static Set<String> hosts(Section root) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String host : root.texts("hosts")) {
            if (HOST.matcher(host).matches()) {
                hosts.add(host);
            } else {
                root.mistake("hosts", "holds what is not host or host:port.", "Write it as page.internal:8080.");
            }
        }
        return hosts;
    }

    private static Optional<Duration> qrLifetime(Section root, String text) {
        String fix = "Write a duration from PT1S to PT10M; five minutes is \"PT5M\".";
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(Duration.ofMinutes(10)) <= 0) {
                return Optional.of(duration);
            }
            root.mistake("qrLifetime", "is out of range.", fix);
        } catch (DateTimeParseException e) {
            root.mistake("qrLifetime", "is not an ISO 8601 duration.", fix);
        }
        return Optional.empty();
    }

    private static boolean privateBackChannel(Section section) {
        boolean allowed = Values.flag(section, "privateTargets", section.text("privateTargets"), false);
        section.close();
        return allowed;
    }

    private static WeChatSettings wechat(Section section) {
        Optional<String> appId = section.requiredText("appId", "Write the AppID of the website app (wx…).");
        appId.filter(id -> !APP_ID.matcher(id).matches())
                .ifPresent(id -> section.mistake(
                        "appId",
                        "is not wx and 16 hexadecimal digits.",
                        "Copy the AppID of the website app from the Open Platform; is it swapped with the AppSecret?"));
        Optional<String> secret = section.requiredText(
                "appSecret", "Write the AppSecret of the website app, best as \"${env:WECHAT_SECRET}\".");
        secret.filter(s -> APP_ID.matcher(s).matches())
                .ifPresent(s -> section.mistake("appSecret", "is an AppID.", "Swap appId and appSecret."));
        WeChatSettings wechat = new WeChatSettings(
                appId.orElse(""),
                secret.map(Secret::of).orElse(NO_SECRET),
                section.text("subject").flatMap(text -> subject(section, text)).orElse(SubjectPolicy.UNIONID),
                section.text("openUrl")
                        .flatMap(url -> base(section, "openUrl", url, "Leave it out for the real " + OPEN_URL + "."))
                        .orElse(OPEN_URL),
                section.text("apiUrl")
                        .flatMap(url -> base(section, "apiUrl", url, "Leave it out for the real " + API_URL + "."))
                        .orElse(API_URL));
        section.close();
        return wechat;
    }

    private static Optional<SubjectPolicy> subject(Section section, String text) {
        for (SubjectPolicy policy : SubjectPolicy.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(policy);
            }
        }
        section.mistake("subject", "is neither unionid nor openid.", "Write \"unionid\" or \"openid\".");
        return Optional.empty();
    }
}
