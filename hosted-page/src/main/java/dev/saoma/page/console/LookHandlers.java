package dev.saoma.page.console;

import dev.saoma.page.branding.Branding;
import dev.saoma.page.branding.Colour;
import dev.saoma.page.branding.Colours;
import dev.saoma.page.console.ConsoleError.Kind;
import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.preview.Previews;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.settings.BrandingReader;
import dev.saoma.page.settings.SettingsException;
import dev.saoma.page.settings.document.SettingsDocument;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Handlers for the look of the pool's pages: previewed with the real templates, then saved. Thread-safe. */
final class LookHandlers {
    private static final List<String> TAGS =
            Languages.ALL.stream().map(Map.Entry::getKey).toList();
    private static final List<String> WIDTHS = List.of("390", "768", "1280");

    private final Context context;

    LookHandlers(Context context) {
        this.context = context;
    }

    /** Shows the form with the contrast of its colours, the preview, and the YAML. */
    PageResponse page(Call call) throws ConsoleError {
        ConsolePool pool = call.entered().pool();
        Branding present = pool.settings().branding();
        Map<String, String> form = LookForm.of(call, present);
        Map<String, Object> written = written(call, form);
        Map<String, Object> model = new HashMap<>();
        Branding shown = present;
        try {
            shown = draft(written, present, pool);
        } catch (SettingsException e) {
            model.put(
                    "mistakes",
                    e.mistakes().stream()
                            .map(one -> Map.of(
                                    "key", one.key(), "text", context.screens().said(call.language(), one)))
                            .toList());
        }
        model.put("form", form);
        model.put("texts", LookForm.TEXTS);
        model.put("links", LookForm.links(form));
        model.put("tags", Languages.ALL);
        model.put("pages", options(call, "look.page", Previews.PAGES, "page"));
        model.put("themes", options(call, "look.theme", Previews.THEMES, "theme"));
        model.put("widths", WIDTHS);
        model.put("width", one(call, "width", WIDTHS));
        model.put("previewLanguage", language(call));
        model.put("contrasts", contrasts(call, shown));
        model.put("ownLogo", present.ownLogo().isPresent());
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
        model.put("frame", Link.to("/look/preview", query));
        return context.screens().page(call, "look", model);
    }

    /** Saves the look in the database, for all nodes. */
    PageResponse save(Call call) throws ConsoleError {
        ConsolePool pool = call.entered().pool();
        Map<String, String> form = LookForm.of(call, pool.settings().branding());
        try {
            call.look().save(call.actor(), call.version(), SettingsDocument.flat(written(call, form)));
        } catch (SettingsException e) {
            throw new ConsoleError(Kind.INVALID, e.mistakes().get(0).toString());
        }
        return context.done("/look", "look");
    }

    /** Renders the preview for the frame; if the draft has mistakes, it shows the look in use. */
    PageResponse preview(Call call) throws ConsoleError {
        ConsolePool pool = call.entered().pool();
        Branding present = pool.settings().branding();
        Branding shown;
        try {
            shown = draft(written(call, LookForm.of(call, present)), present, pool);
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

    /** Returns the language of the preview; by default that of the console. */
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

    private Map<String, Object> written(Call call, Map<String, String> form) {
        String pool = call.entered().pool().name();
        return LookForm.written(form, context.page().get().document().mapping(pool, "branding"));
    }

    /** Reads the draft by the rules of the settings file; the logo stays the one in use. */
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

    /**
     * Measures contrast by WCAG 2.2. Derived colours are always readable, so each row also shows whether the chosen one was
     * changed.
     */
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
