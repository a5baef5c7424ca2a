package dev.saoma.page.console;

import dev.saoma.page.branding.Branding;
import dev.saoma.page.console.Call.Entered;
import dev.saoma.page.console.content.BrowserName;
import dev.saoma.page.console.content.Confirmation;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.preview.Previews;
import dev.saoma.page.console.state.Doctors.Round;
import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.Duty;
import dev.saoma.page.doctor.Finding;
import dev.saoma.page.doctor.Words;
import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.view.Asset;
import dev.saoma.page.view.Assets;
import dev.saoma.page.view.DisplayName;
import dev.saoma.page.view.Language;
import dev.saoma.page.view.Messages;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.Templates;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Renders every screen: template, texts, styles and layout. Thread-safe. */
final class Screens {
    static final ZoneId ZONE = ZoneId.systemDefault();
    private static final String FILES = "/assets/";
    /** Parameters meant for one response only, which links to the same screen omit. */
    private static final Set<String> OF_ONE_RESPONSE = Set.of(Languages.PARAMETER, "done");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final List<Map.Entry<String, String>> RAIL = List.of(
            Map.entry("/", "overview"),
            Map.entry("/applications", "applications"),
            Map.entry("/test", "test"),
            Map.entry("/people", "people"),
            Map.entry("/sign-ins", "signIns"),
            Map.entry("/audit", "audit"),
            Map.entry("/administrators", "administrators"),
            Map.entry("/wechat", "wechat"),
            Map.entry("/look", "look"),
            Map.entry("/settings", "settings"));

    private final Messages messages = new Messages(Screens.class);
    private final Templates templates = new Templates(messages, "dev/saoma/page/console/");
    private final Assets assets = new Assets(Screens.class, List.of("console.css", "console.js", "logo.svg"));
    private final Pages languages = new Pages("");
    private final Previews previews = new Previews();
    private final RandomText random;

    Screens(RandomText random) {
        this.random = random;
    }

    /** Returns the chosen language, otherwise the browser's. */
    Language language(PageRequest request, @Nullable String chosen) {
        return Language.nearest(Languages.choose(languages, request, chosen));
    }

    /** Returns the style sheet, script or picture at the request's path; empty if there is none. */
    Optional<PageResponse> file(PageRequest request) {
        return Optional.of(request.path())
                .filter(path -> path.startsWith(FILES) && request.method().equals("GET"))
                .flatMap(path -> assets.byHashedName(path.substring(FILES.length())))
                .map(Screens::file)
                .or(() -> previews.file(request));
    }

    private static PageResponse file(Asset asset) {
        return PageResponse.bytes(200, asset.contentType(), asset.bytes())
                .with("Cache-Control", "public, max-age=31536000, immutable");
    }

    PageResponse page(Call call, String template, Map<String, ?> model) {
        return page(call, 200, template, model);
    }

    /** Renders a screen; {@code status} is 422 for a form with mistakes. */
    PageResponse page(Call call, int status, String template, Map<String, ?> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.putIfAbsent("self", self(call));
        call.maybeEntered().ifPresent(entered -> all.putAll(frame(call, entered)));
        call.parameter("done")
                .filter(key -> messages.keys(call.language()).contains("done." + key))
                .ifPresent(key -> all.put("done", text(call.language(), "done." + key)));
        return render(status, template, call.language(), all);
    }

    /** Returns the target of links to other languages: the same screen or, since a POST has none, its section. */
    private static String self(Call call) {
        String path = call.request().path();
        if (call.request().method().equals("POST")) {
            return path.replaceFirst("(?<=.)/.*", "");
        }
        Map<String, String> parameters = new TreeMap<>();
        call.parameterNames().stream()
                .filter(name -> !OF_ONE_RESPONSE.contains(name))
                .forEach(name -> call.parameter(name).ifPresent(value -> parameters.put(name, value)));
        return Link.to(path, parameters);
    }

    /** Renders the page on which a dangerous write is confirmed. */
    PageResponse confirm(Call call, Confirmation asked) {
        String texts = "confirm." + asked.what();
        Map<String, Object> model = new HashMap<>();
        model.put("person", asked.about());
        model.put("typedName", asked.typedName());
        model.put("what", asked.what());
        model.put("title", text(call.language(), texts + ".title"));
        model.put("text", text(call.language(), texts + ".text"));
        model.put("button", text(call.language(), texts + ".button"));
        model.put("action", asked.action());
        model.put("back", asked.back());
        model.putAll(asked.more());
        return page(call, "confirm", model);
    }

    /** Renders a value that is shown in this response alone, with the texts {@code once.WHAT.…}. */
    PageResponse once(Call call, String what, String value, String back) {
        return once(call, what, value, back, Map.of());
    }

    /** Renders a value that is shown in this response alone; {@code more} replaces or adds template variables. */
    PageResponse once(Call call, String what, String value, String back, Map<String, ?> more) {
        Map<String, Object> model = new HashMap<>();
        model.put("self", back); // The response itself has no address.
        model.put("title", text(call.language(), "once." + what + ".title"));
        model.put("text", text(call.language(), "once." + what + ".text"));
        model.put("value", value);
        model.put("back", back);
        model.putAll(more);
        return page(call, "once", model);
    }

    /**
     * Renders a page that navigates within the console's origin, so that the browser sends Strict cookies. No link refers to
     * its own address, which contains an authorization code.
     */
    PageResponse hop(Call call, String path, Map<String, ?> more) {
        Map<String, Object> model = new HashMap<>(more);
        model.put("goOnTo", path);
        model.put("self", path);
        return page(call, "hop", model);
    }

    private Map<String, Object> frame(Call call, Entered entered) {
        List<Map<String, Object>> rail = new ArrayList<>();
        for (Map.Entry<String, String> place : RAIL) {
            String path = call.request().path();
            boolean current = place.getKey().equals("/") ? path.equals("/") : path.startsWith(place.getKey());
            rail.add(Map.of(
                    "path", place.getKey(),
                    "text", text(call.language(), "rail." + place.getValue()),
                    "current", current));
        }
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("rail", rail);
        frame.put("pool", entered.pool().name());
        frame.put("duty", text(call.language(), "duty." + entered.duty().code()));
        frame.put("who", name(entered.administrator().map(Administrator::name).orElse(null)));
        frame.put("fromShell", entered.session().fromShell());
        frame.put("shellUntil", time(entered.session().until().toEpochMilli()).substring(11)); // Without the date.
        frame.put("token", entered.session().formToken());
        frame.put("operator", entered.may(ConsoleRoute.OPERATORS));
        frame.put("owner", entered.duty() == Duty.OWNER);
        frame.put("auditor", entered.duty() == Duty.AUDITOR);
        return frame;
    }

    /** Returns the template variables of an examination, with only the findings that {@code shown} accepts. */
    Map<String, Object> examination(Call call, Optional<Round> round, Predicate<Finding> shown) {
        return Map.of(
                "examined",
                round.map(one -> time(one.at().toEpochMilli())).orElse(""),
                "findings",
                findings(
                        call,
                        round.map(Round::findings).orElse(List.of()).stream().filter(shown)));
    }

    private List<Map<String, Object>> findings(Call call, Stream<Finding> findings) {
        Words words = Words.in(call.language().locale());
        return findings.map(finding -> {
                    String grade = finding.grade().name().toLowerCase(Locale.ROOT);
                    return Map.<String, Object>of(
                            "grade", grade,
                            "gradeText", text(call.language(), "grade." + grade),
                            "text", words.say(finding.key(), finding.facts().toArray()));
                })
                .toList();
    }

    /** Returns what is wrong and how to fix it, without the key. */
    String said(Language language, Mistake mistake) {
        return language.sentences(messages.detail(language, mistake.why()), messages.detail(language, mistake.fix()));
    }

    /** Returns a translation of an English sentence; the sentence itself if there is none. */
    String detail(Language language, String english) {
        return messages.detail(language, english);
    }

    /** Whether a mistake's sentences have translations. */
    boolean says(Mistake mistake) {
        return Stream.of(mistake.why(), mistake.fix())
                .allMatch(text -> text.isEmpty() || messages.detailKey(text).isPresent());
    }

    PageResponse error(Language language, ConsoleError error) {
        String kind = error.kind().name().toLowerCase(Locale.ROOT);
        Map<String, Object> model = new HashMap<>();
        model.put("title", text(language, "error." + kind + ".title"));
        model.put("text", text(language, "error." + kind + ".text"));
        String said = error.getMessage() == null ? "" : error.getMessage();
        String detail = messages.detail(language, said);
        model.put("detail", detail);
        model.put("detailLang", detail.equals(said) ? "en" : language.tag());
        model.put("scan", error.signIn().orElse(""));
        model.put("self", "/");
        return render(error.kind().status(), "error", language, model);
    }

    private PageResponse render(int status, String template, Language language, Map<String, Object> model) {
        String nonce = Html.nonce(random);
        Map<String, @Nullable Object> variables = new HashMap<>(model);
        variables.put("lang", language.tag());
        variables.put("nonce", nonce);
        variables.put("css", FILES + assets.hashedName("console.css"));
        variables.put("script", FILES + assets.hashedName("console.js"));
        variables.put("logo", FILES + assets.hashedName("logo.svg"));
        variables.put("zone", ZONE.getId());
        variables.put("languages", links(language, String.valueOf(model.get("self"))));
        String html = templates.process(template, language, variables);
        boolean frames = template.equals("look");
        return PageResponse.html(status, html, frames ? ContentPolicy.framingOwn(nonce) : ContentPolicy.page(nonce));
    }

    /** Renders a login page with the given look; see {@link Previews}. */
    PageResponse preview(String page, String theme, Locale locale, Branding look) {
        return previews.page(page, theme, locale, look, Html.nonce(random));
    }

    private static List<Map<String, Object>> links(Language language, String self) {
        String join = self.contains("?") ? "&" : "?";
        return Languages.ALL.stream()
                .map(one -> Map.<String, Object>of(
                        "tag", one.getKey(),
                        "label", one.getValue(),
                        "url", self + join + Languages.PARAMETER + "=" + one.getKey(),
                        "current", one.getKey().equals(language.tag())))
                .toList();
    }

    String text(Language language, String key, Object... facts) {
        return messages.text(language, key, facts);
    }

    /** Returns the text for a code; empty for null, and the code itself if only a later version knows it. */
    String word(Language language, String prefix, @Nullable String code) {
        String key = prefix + "." + code;
        return code == null ? "" : messages.keys(language).contains(key) ? messages.text(language, key) : code;
    }

    /** Returns a nickname without characters that could reverse or hide the text around it; the template escapes it. */
    static String name(@Nullable String name) {
        String shown = name == null ? "" : DisplayName.of(name);
        return shown.isEmpty() ? "–" : shown;
    }

    /** Returns browser and system if the header names common ones, otherwise the header, cleaned as a nickname. */
    static String agent(@Nullable String agent) {
        return Optional.ofNullable(agent).flatMap(BrowserName::of).orElseGet(() -> name(agent));
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(ZONE));
    }
}
