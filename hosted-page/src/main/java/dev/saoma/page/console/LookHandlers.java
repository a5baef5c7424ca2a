package dev.saoma.page.console;

import dev.saoma.page.branding.BrandTexts;
import dev.saoma.page.branding.Branding;
import dev.saoma.page.branding.Colour;
import dev.saoma.page.branding.Colours;
import dev.saoma.page.branding.LocalText;
import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.preview.Previews;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.BrandingReader;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.document.SettingsDocument;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Handlers for the look of the pool's pages: previewed with the real templates, then saved. Thread-safe. */
final class LookHandlers {
    private static final List<String> TAGS =
            Languages.ALL.stream().map(Map.Entry::getKey).toList();
    private static final List<String> TEXTS = List.of("headline", "note", "footer");
    private static final List<String> COLOURS = List.of("accent", "accentDark");
    private static final List<String> WIDTHS = List.of("390", "768", "1280");

    private final Context context;

    LookHandlers(Context context) {
        this.context = context;
    }

    /** Shows the form with the contrast of its colours, the preview, and the YAML. */
    PageResponse page(Call call) throws ConsoleError {
        ConsolePool pool = call.entered().pool();
        Branding present = pool.settings().branding();
        Map<String, String> form = form(call, present);
        Map<String, Object> written = written(call, form);
        Map<String, Object> model = new HashMap<>();
        Branding shown = present;
        try {
            shown = draft(written, present, pool);
        } catch (SettingsException e) {
            model.put(
                    "mistakes",
                    e.mistakes().stream()
                            .map(one -> Map.of("key", one.key(), "text", one.why() + " " + one.fix()))
                            .toList());
        }
        model.put("form", form);
        model.put("texts", TEXTS);
        model.put("tags", Languages.ALL);
        model.put("pages", options(call, "look.page", Previews.PAGES, "page"));
        model.put("themes", options(call, "look.theme", Previews.THEMES, "theme"));
        model.put("widths", WIDTHS);
        model.put("width", one(call, "width", WIDTHS));
        model.put("previewLanguage", language(call));
        model.put("contrasts", contrasts(call, shown));
        model.put("ownLogo", present.ownLogo().isPresent());
        model.put(
                "links",
                present.links().stream()
                        .map(link -> Map.of(
                                "label",
                                link.label().in(call.language().locale()).orElse(""),
                                "url",
                                link.url().toString()))
                        .toList());
        model.put("yaml", written.isEmpty() ? "" : SettingsDocument.dump(Map.of("branding", written)));
        boolean changed = !shown.equals(present);
        Optional<Integer> home = pool.home().object(Stored.BRANDING);
        model.put("changed", changed);
        model.put("line", WeChatHandlers.line(home));
        model.put("inFile", home.isPresent());
        boolean savable = changed
                && home.isEmpty()
                && !model.containsKey("mistakes")
                && !context.settings().readOnly()
                && call.entered().may(ConsoleRoute.OPERATORS);
        model.put("version", savable ? Long.toString(call.look().version()) : "");
        Map<String, String> query = new LinkedHashMap<>(form);
        query.values().removeIf(String::isEmpty);
        query.put("page", one(call, "page", Previews.PAGES));
        query.put("theme", one(call, "theme", Previews.THEMES));
        query.put("in", language(call));
        query.put("draft", "1");
        model.put("frame", WatchHandlers.query("/look/preview", query));
        return context.screens().page(call, "look", model);
    }

    /** Saves the look, for all nodes. */
    PageResponse save(Call call) throws ConsoleError {
        ConsolePool pool = call.entered().pool();
        Map<String, String> form = form(call, pool.settings().branding());
        try {
            call.look().save(call.actor(), call.version(), SettingsDocument.flat(written(call, form)));
        } catch (SettingsException e) {
            throw new ConsoleError(Kind.INVALID, e.mistakes().get(0).toString());
        }
        return PageResponse.redirect(URI.create(context.settings().url() + "/look?done=look"));
    }

    /** Renders the preview in the frame; a look with mistakes has none. */
    PageResponse preview(Call call) throws ConsoleError {
        ConsolePool pool = call.entered().pool();
        Branding present = pool.settings().branding();
        Branding shown;
        try {
            shown = draft(written(call, form(call, present)), present, pool);
        } catch (SettingsException e) {
            shown = present;
        }
        return context.screens()
                .preview(
                        one(call, "page", Previews.PAGES),
                        one(call, "theme", Previews.THEMES),
                        Locale.forLanguageTag(language(call)),
                        shown);
    }

    /** Returns the language of the preview; at first the administrator's own. */
    private static String language(Call call) throws ConsoleError {
        return call.parameter("in").isPresent()
                ? one(call, "in", TAGS)
                : call.language().tag();
    }

    private static String one(Call call, String name, List<String> known) throws ConsoleError {
        String value = call.parameter(name).orElse(known.get(0));
        if (!known.contains(value)) {
            throw new ConsoleError(Kind.INVALID, name + ": one of " + known + " expected");
        }
        return value;
    }

    private List<Map<String, Object>> options(Call call, String texts, List<String> codes, String name)
            throws ConsoleError {
        String chosen = one(call, name, codes);
        return codes.stream()
                .map(code -> Map.<String, Object>of(
                        "code",
                        code,
                        "text",
                        context.screens().word(call.language(), texts, code),
                        "chosen",
                        code.equals(chosen)))
                .toList();
    }

    /** Returns the values of the form: those sent, else the current ones. */
    private static Map<String, String> form(Call call, Branding present) {
        boolean sent = call.parameter("draft").isPresent();
        Function<String, String> typed = name -> call.parameter(name).orElse("");
        Map<String, String> form = new LinkedHashMap<>();
        Optional<Colours> colours = present.ownColours();
        form.put("name", sent ? typed.apply("name") : present.ownName().orElse(""));
        form.put(
                "accent",
                sent
                        ? typed.apply("accent")
                        : colours.map(own -> own.light().accent().toString()).orElse(""));
        form.put(
                "accentDark",
                sent
                        ? typed.apply("accentDark")
                        : colours.filter(own ->
                                        !own.dark().accent().equals(own.light().accent()))
                                .map(own -> own.dark().accent().toString())
                                .orElse(""));
        BrandTexts texts = present.texts();
        Map<String, LocalText> inUse =
                Map.of("headline", texts.headline(), "note", texts.note(), "footer", texts.footer());
        for (String text : TEXTS) {
            for (String tag : TAGS) {
                Map<String, String> own = inUse.get(text).byLanguage();
                String field = text + "." + tag;
                form.put(field, sent ? typed.apply(field) : own.getOrDefault(tag, own.getOrDefault("", "")));
            }
        }
        return form;
    }

    /** Returns the look as the file would have it: the form's values, and the current ones that it does not ask for. */
    private Map<String, Object> written(Call call, Map<String, String> form) {
        Map<String, Object> written = new LinkedHashMap<>(
                context.page().get().document().mapping(call.entered().pool().name(), "branding"));
        put(written, "name", form.get("name"));
        Map<String, Object> colours = mapping(written.get("colours"));
        COLOURS.forEach(colour -> put(colours, colour, form.get(colour)));
        put(written, "colours", colours);
        Map<String, Object> texts = mapping(written.get("texts"));
        for (String text : TEXTS) {
            Map<String, String> byTag = new LinkedHashMap<>();
            TAGS.forEach(tag -> put(byTag, tag, form.get(text + "." + tag)));
            boolean same = byTag.size() == TAGS.size()
                    && byTag.values().stream().distinct().count() == 1;
            put(texts, text, same ? byTag.values().iterator().next() : byTag);
        }
        put(written, "texts", texts);
        return written;
    }

    private static Map<String, Object> mapping(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> copy.put(String.valueOf(key), one));
        }
        return copy;
    }

    private static <T> void put(Map<String, T> map, String key, T value) {
        if (value instanceof String text && text.isEmpty() || value instanceof Map<?, ?> inner && inner.isEmpty()) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }

    /** Reads the draft by the rules of the file; the logo is the file's. */
    private static Branding draft(Map<String, Object> written, Branding present, ConsolePool pool) {
        Map<String, Object> own = new LinkedHashMap<>(written);
        own.remove("logo");
        Branding read = BrandingReader.literal(
                SettingsDocument.dump(own), pool.settings().loopbackHttp());
        return new Branding(
                read.ownName().orElse(null),
                present.ownLogo().orElse(null),
                read.ownColours().orElse(null),
                read.texts(),
                read.links());
    }

    /** Measures contrast by WCAG 2.2. The derived colours are always readable, so this shows what became of the chosen one. */
    private List<Map<String, Object>> contrasts(Call call, Branding shown) {
        return shown.ownColours().stream()
                .flatMap(own -> Stream.of(contrast(call, "light", own.light()), contrast(call, "dark", own.dark())))
                .toList();
    }

    private Map<String, Object> contrast(Call call, String theme, Colours.Theme colours) {
        List<Map<String, Object>> rows = new ArrayList<>();
        rows.add(
                row(call, "button", colours.strong(), colours.strong().contrast(colours.onStrong()), colours.accent()));
        Colour ground = theme.equals("dark") ? Colours.DARK_GROUND : Colours.LIGHT_GROUND;
        rows.add(row(call, "link", colours.link(), colours.link().contrast(ground), colours.accent()));
        return Map.of("theme", context.screens().text(call.language(), "look.theme." + theme), "rows", rows);
    }

    private Map<String, Object> row(Call call, String what, Colour colour, double ratio, Colour chosen) {
        boolean good = ratio >= Colours.TEXT;
        return Map.of(
                "text", context.screens().text(call.language(), "look.contrast." + what),
                "colour", colour.toString(),
                "ratio", String.format(Locale.ROOT, "%.1f : 1", ratio),
                "grade", good ? "good" : "bad",
                "gradeText", context.screens().text(call.language(), good ? "grade.good" : "grade.bad"),
                "changed", !colour.equals(chosen));
    }
}
