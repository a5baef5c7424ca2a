package dev.saoma.page.settings;

import dev.saoma.page.branding.BrandLink;
import dev.saoma.page.branding.BrandTexts;
import dev.saoma.page.branding.Branding;
import dev.saoma.page.branding.Colour;
import dev.saoma.page.branding.Colours;
import dev.saoma.page.branding.LocalText;
import dev.saoma.page.branding.Logo;
import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.files.FileSnapshot;
import dev.saoma.page.settings.stored.StoredSettings.Stored;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the setting {@code branding}. */
public final class BrandingReader {
    /** The languages of the login page. */
    private static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");

    private static final int MAX_NAME_CHARS = 40;
    private static final int MAX_LINKS = 8;
    private static final Set<String> IN_DATABASE = Set.of("name", "colours", "texts", "links");
    private static final int MAX_LITERAL_CHARS = 20_000;

    private BrandingReader() {}

    /**
     * Reads {@code branding}, in the file or in the pool's database.
     *
     * @param name name of the pool
     * @param plainHttp whether the page uses plain http, so that links may as well
     * @param console whether there is a console, so that the branding may be in the database
     */
    static Branding read(Section pool, String name, boolean plainHttp, boolean console) {
        boolean inFile = pool.has(Stored.BRANDING);
        Section section = pool.section(Stored.BRANDING);
        Branding written = read(section, plainHttp);
        if (inFile) {
            pool.findings().home(name, Stored.BRANDING, section.line());
        }
        Optional<Stored> stored = console
                ? pool.references().stored().pool(name).of(Stored.BRANDING).stream()
                        .findFirst()
                : Optional.empty();
        return stored.map(look -> pool.findings().stored(name, look, () -> {
                    if (inFile) {
                        pool.mistake(
                                Stored.BRANDING,
                                "is in the database, too.",
                                "Remove it here, or empty the page Look of the console: one of the two counts.");
                    }
                    return of(look, plainHttp, pool.findings());
                }))
                .orElse(written);
    }

    /** Reads a stored look; it has no logo, which is a file that only the settings file may name. */
    private static Branding of(Stored stored, boolean plainHttp, Findings findings) {
        Section section = Section.of(stored, findings);
        for (String key : stored.values().keySet()) {
            if (!IN_DATABASE.contains(key.split("\\.")[0])
                    || stored.values().get(key).stream().anyMatch(text -> text.contains("${"))) {
                section.mistake(key, "is not what a look in the database may have.", "Write it in the settings file.");
                return Branding.NONE;
            }
        }
        return read(section, plainHttp);
    }

    /**
     * Checks a look for a pool's database by the rules of the file.
     *
     * @throws SettingsException listing every mistake
     */
    public static void check(PoolSettings pool, Stored stored) {
        Findings findings = new Findings();
        of(stored, pool.loopbackHttp(), findings);
        if (!findings.mistakes().isEmpty()) {
            throw SettingsException.of("branding", findings.mistakes());
        }
    }

    private static Branding read(Section section, boolean plainHttp) {
        Optional<String> name = Values.text(section, "name", MAX_NAME_CHARS);
        Logo logo = section.text("logo").map(file -> logo(section, file)).orElse(null);
        Colours colours = colours(section.section("colours"));
        Section texts = section.section("texts");
        BrandTexts own =
                new BrandTexts(local(texts, "headline", 60), local(texts, "note", 300), local(texts, "footer", 120));
        texts.close();
        List<BrandLink> links = links(section, section.sections("links"), plainHttp);
        section.close();
        return new Branding(name.orElse(null), logo, colours, own, links);
    }

    /**
     * Reads a look for a preview, by the rules of the file. Its references are not resolved.
     *
     * @param yaml the content of {@code branding}
     * @param plainHttp whether the page uses plain http, so that links may as well
     * @throws SettingsException listing every mistake
     */
    public static Branding literal(String yaml, boolean plainHttp) {
        if (yaml.isEmpty()) {
            return Branding.NONE;
        }
        if (yaml.contains("${") || yaml.length() > MAX_LITERAL_CHARS) {
            throw SettingsException.of(
                    "branding",
                    List.of(new Mistake(
                            "branding", 0, "is too long, or refers to something else.", "Write the texts.")));
        }
        Findings findings = new Findings();
        Section section = new Section("branding", YamlText.compose("branding", yaml), References.none(), findings);
        Branding branding = read(section, plainHttp);
        if (!findings.mistakes().isEmpty()) {
            throw SettingsException.of("branding", findings.mistakes());
        }
        return branding;
    }

    private static @Nullable Logo logo(Section section, String file) {
        String fix = "Name an SVG, PNG, JPEG or WebP file of at most " + Logo.MAX_BYTES / 1024 + " KB.";
        Optional<Path> path = section.file("logo", file);
        if (path.isEmpty()) {
            return null;
        }
        try {
            FileSnapshot files = section.references().files();
            Optional<Logo> logo =
                    files.size(path.get()) > Logo.MAX_BYTES ? Optional.empty() : Logo.of(files.bytes(path.get()));
            if (logo.isEmpty()) {
                section.mistake("logo", "is too large, or no picture that browsers show.", fix);
            }
            return logo.orElse(null);
        } catch (IOException e) {
            section.mistake("logo", "cannot be read (" + e.getClass().getSimpleName() + ").", fix);
            return null;
        }
    }

    private static @Nullable Colours colours(Section section) {
        Optional<Colour> accent = colour(section, "accent", section.text("accent"));
        Optional<Colour> dark = colour(section, "accentDark", section.text("accentDark"));
        Optional<Colour> onAccent = colour(section, "onAccent", section.text("onAccent"));
        if (accent.isEmpty() && (dark.isPresent() || onAccent.isPresent())) {
            section.missing("accent", "Write the colour of the main button, such as \"#0052d9\".");
        }
        section.close();
        if (accent.isEmpty()) {
            return null;
        }
        Colours colours = Colours.of(accent.get(), dark, onAccent);
        Colours.Theme light = colours.light();
        double ratio = light.strong().contrast(light.onStrong());
        if (ratio < Colours.TEXT) {
            section.mistake(
                    "onAccent",
                    String.format(
                            Locale.ROOT,
                            "has a contrast of %.1f : 1 on %s, and text needs %.1f (WCAG 2.2 AA).",
                            ratio,
                            light.strong(),
                            Colours.TEXT),
                    "Leave it out, and the readable one of black and white is taken.");
        }
        if (!light.link().equals(accent.get())) {
            section.warn(
                    "branding.colours.accent " + accent.get() + " is too pale for text: links are " + light.link());
        }
        return colours;
    }

    private static Optional<Colour> colour(Section section, String key, Optional<String> text) {
        Optional<Colour> colour = text.flatMap(Colour::of);
        if (text.isPresent() && colour.isEmpty()) {
            section.mistake(key, "is not a colour.", "Write it as \"#0052d9\", in quotation marks.");
        }
        return colour;
    }

    /** Reads one text, or one per language. */
    private static LocalText local(Section section, String key, int most) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (section.isMapping(key)) {
            Section languages = section.section(key);
            for (String language : LANGUAGES) {
                Values.text(languages, language, most).ifPresent(text -> texts.put(language, text));
            }
            languages.close();
        } else {
            Values.text(section, key, most).ifPresent(text -> texts.put("", text));
        }
        return new LocalText(texts);
    }

    private static List<BrandLink> links(Section section, List<Section> entries, boolean plainHttp) {
        if (entries.size() > MAX_LINKS) {
            section.mistake("links", "has more than " + MAX_LINKS + " entries.", "Keep the important ones.");
        }
        List<BrandLink> links = new ArrayList<>();
        for (Section entry : entries) {
            entry.required("label", "Write the text of the link.");
            LocalText label = local(entry, "label", MAX_NAME_CHARS);
            Optional<String> url =
                    entry.requiredText("url", "Write where the link leads, such as https://example.com.");
            Optional<String> wrong = url.flatMap(text -> wrong(text, plainHttp));
            wrong.ifPresent(why -> entry.mistake("url", why, "Write an https address."));
            entry.close();
            if (wrong.isEmpty() && url.isPresent()) {
                links.add(new BrandLink(label, URI.create(url.get())));
            }
        }
        return links;
    }

    private static Optional<String> wrong(String url, boolean plainHttp) {
        return UrlRules.wrong(url)
                .or(() -> !plainHttp && UrlRules.plainHttp(url) ? Optional.of("is plain http.") : Optional.empty());
    }
}
