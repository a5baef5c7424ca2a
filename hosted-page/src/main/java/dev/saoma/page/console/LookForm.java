package dev.saoma.page.console;

import dev.saoma.page.branding.BrandLink;
import dev.saoma.page.branding.BrandTexts;
import dev.saoma.page.branding.Branding;
import dev.saoma.page.branding.Colours;
import dev.saoma.page.branding.LocalText;
import dev.saoma.page.http.Languages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Converts between the form of a look and its settings. */
final class LookForm {
    static final List<String> TEXTS = List.of("headline", "note", "footer");
    private static final List<String> COLOURS = List.of("accent", "accentDark", "onAccent");
    private static final List<String> TAGS =
            Languages.ALL.stream().map(Map.Entry::getKey).toList();
    private static final int MOST_LINKS = 8;

    private LookForm() {}

    /** Returns the form's values: those sent with a draft, otherwise those of the look in use. */
    static Map<String, String> of(Call call, Branding present) {
        Map<String, String> form = new LinkedHashMap<>();
        if (call.parameter("draft").isPresent()) {
            fields().forEach(field -> form.put(field, call.parameter(field).orElse("")));
            return form;
        }
        fields().forEach(field -> form.put(field, ""));
        present.ownName().ifPresent(name -> form.put("name", name));
        present.ownColours().ifPresent(own -> form.putAll(colours(own)));
        BrandTexts texts = present.texts();
        Map<String, LocalText> inUse =
                Map.of("headline", texts.headline(), "note", texts.note(), "footer", texts.footer());
        inUse.forEach((text, local) -> form.putAll(local(text, local)));
        for (int i = 0; i < present.links().size(); i++) {
            BrandLink link = present.links().get(i);
            form.putAll(local(link(i), link.label()));
            form.put(link(i) + ".url", link.url().toString());
        }
        return form;
    }

    private static List<String> fields() {
        List<String> fields = new ArrayList<>(List.of("name"));
        fields.addAll(COLOURS);
        TEXTS.forEach(text -> TAGS.forEach(tag -> fields.add(text + "." + tag)));
        for (int i = 0; i < MOST_LINKS; i++) {
            String link = link(i);
            TAGS.forEach(tag -> fields.add(link + "." + tag));
            fields.add(link + ".url");
        }
        return fields;
    }

    private static String link(int i) {
        return "link" + (i + 1);
    }

    /** Returns the chosen colours, without derived ones. */
    private static Map<String, String> colours(Colours own) {
        Map<String, String> colours = new LinkedHashMap<>();
        Colours.Theme light = own.light();
        Colours.Theme dark = own.dark();
        colours.put("accent", light.accent().toString());
        if (!dark.accent().equals(light.accent())) {
            colours.put("accentDark", dark.accent().toString());
        }
        Colours derived = Colours.of(light.accent(), Optional.of(dark.accent()), Optional.empty());
        if (!light.onStrong().equals(derived.light().onStrong())) {
            colours.put("onAccent", light.onStrong().toString());
        }
        return colours;
    }

    private static Map<String, String> local(String field, LocalText text) {
        Map<String, String> byTag = new LinkedHashMap<>();
        Map<String, String> own = text.byLanguage();
        TAGS.forEach(tag -> byTag.put(field + "." + tag, own.getOrDefault(tag, own.getOrDefault("", ""))));
        return byTag;
    }

    /** Returns the names of the link fields to show: those in use, and one or two empty ones. */
    static List<String> links(Map<String, String> form) {
        int used = IntStream.range(0, MOST_LINKS)
                .filter(i -> !isEmpty(form, link(i)))
                .map(i -> i + 1)
                .max()
                .orElse(0);
        return IntStream.range(0, Math.min(MOST_LINKS, Math.max(2, used + 1)))
                .mapToObj(LookForm::link)
                .toList();
    }

    private static boolean isEmpty(Map<String, String> form, String link) {
        return form.entrySet().stream()
                .filter(field -> field.getKey().startsWith(link + "."))
                .allMatch(field -> field.getValue().isEmpty());
    }

    /**
     * Returns the look as it would be written in the settings file.
     *
     * @param before the settings in the file; those without a field in the form are kept
     */
    static Map<String, Object> written(Map<String, String> form, Map<String, Object> before) {
        Map<String, Object> written = new LinkedHashMap<>(before);
        put(written, "name", form.get("name"));
        Map<String, Object> colours = mapping(written.get("colours"));
        COLOURS.forEach(colour -> put(colours, colour, form.get(colour)));
        put(written, "colours", colours);
        Map<String, Object> texts = mapping(written.get("texts"));
        TEXTS.forEach(text -> put(texts, text, local(form, text)));
        put(written, "texts", texts);
        List<Map<String, Object>> links = new ArrayList<>();
        for (int i = 0; i < MOST_LINKS; i++) {
            Map<String, Object> link = new LinkedHashMap<>();
            put(link, "label", local(form, link(i)));
            put(link, "url", form.get(link(i) + ".url"));
            if (!link.isEmpty()) {
                links.add(link);
            }
        }
        put(written, "links", links);
        return written;
    }

    /** Returns a single text if all languages have the same one, otherwise the texts by language. */
    private static Object local(Map<String, String> form, String field) {
        Map<String, String> byTag = new LinkedHashMap<>();
        TAGS.forEach(tag -> put(byTag, tag, form.get(field + "." + tag)));
        boolean same = byTag.size() == TAGS.size()
                && byTag.values().stream().distinct().count() == 1;
        return same ? byTag.values().iterator().next() : byTag;
    }

    private static Map<String, Object> mapping(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> copy.put(String.valueOf(key), one));
        }
        return copy;
    }

    private static <T> void put(Map<String, T> map, String key, T value) {
        if (value instanceof String text && text.isEmpty()
                || value instanceof Map<?, ?> inner && inner.isEmpty()
                || value instanceof List<?> list && list.isEmpty()) {
            map.remove(key);
        } else {
            map.put(key, value);
        }
    }
}
