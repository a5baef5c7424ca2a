package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Restricts the templates to the few features that cannot turn a value into an expression. */
class TemplatesTest {
    static final List<String> TEMPLATES = List.of(
            "metas",
            "parts",
            "login",
            "continue",
            "onward",
            "signout",
            "post",
            "invite",
            "home",
            "frame",
            "popup",
            "message",
            "authing",
            "embed",
            "error",
            "phone");

    private static final Templates SHARED = new Templates(new Messages());
    private static final Set<String> NAMES = names();

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (String template : TEMPLATES) {
            try {
                String text = MessagesTest.resource(template + ".html");
                names.addAll(Html.matches(text, "\\$\\{(?:not #lists\\.isEmpty\\()?([a-zA-Z]+)"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        names.removeAll(Set.of("language", "link", "field")); // Loop variables.
        return names;
    }

    /** What is made of the parts. */
    static Stream<String> pages() {
        return TEMPLATES.stream().filter(template -> !List.of("metas", "parts").contains(template));
    }

    @Test
    void list_isComplete() throws Exception {
        Path folder = Path.of(Pages.class.getResource("login.html").toURI()).getParent();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".html")))
                    .map(name -> name.replace(".html", ""))
                    .containsExactlyInAnyOrderElementsOf(TEMPLATES);
        }
    }

    @ParameterizedTest
    @FieldSource("TEMPLATES")
    void template_usesNoUnescapedTextInliningOrPreprocessing(String template) throws Exception {
        assertThat(MessagesTest.resource(template + ".html"))
                .doesNotContain("th:utext")
                .doesNotContain("th:inline")
                .doesNotContain("[[")
                .doesNotContain("[(")
                .doesNotContain("__")
                .doesNotContain("th:on")
                .doesNotContain("th:style")
                .doesNotContain("<script>");
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.of(pages().toList());
    }

    /** Some of the variables that templates name, with anything that people may write. */
    @Provide
    Arbitrary<Map<String, @Nullable Object>> variables() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("<>&\"'`=/ :;{}$#~|%\ue000\ue001\uf8ff张🎉\u202e\u0000\n")
                        .ofMaxLength(12),
                Arbitraries.strings().ofMaxLength(12));
        Arbitrary<Map<String, String>> fields =
                Arbitraries.maps(Arbitraries.of("code", "state", "iss"), text).ofMaxSize(3);
        Arbitrary<?> languages = Combinators.combine(text, text, Arbitraries.of(true, false))
                .as((label, url, current) ->
                        Map.<String, Object>of("tag", "en", "label", label, "url", url, "current", current))
                .list()
                .ofMaxSize(3);
        Map<String, Arbitrary<?>> kinds = Map.of(
                "languages", languages,
                "brandLinks", languages,
                "fields", fields,
                "response", fields,
                "opener", fields.map(values -> with(values, "origin", "state", "notes", "script")),
                "good", Arbitraries.of(true, false),
                "hint", Arbitraries.of(true, false),
                "look", Arbitraries.of("time", "declined", "fault"),
                "advice", Arbitraries.of("tap", "leave_wechat", "elsewhere"));
        List<Arbitrary<Map.Entry<String, @Nullable Object>>> all = new ArrayList<>();
        for (String name : NAMES) {
            Arbitrary<?> kind = kinds.getOrDefault(name, text.filter(TemplatesTest::isThere));
            all.add(kind.injectNull(0.2).map(value -> new AbstractMap.SimpleEntry<>(name, value)));
        }
        return Combinators.combine(all).as(entries -> {
            Map<String, @Nullable Object> variables = new HashMap<>();
            entries.forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
            return variables;
        });
    }

    private static Map<String, String> with(Map<String, String> values, String... names) {
        Map<String, String> all = new LinkedHashMap<>(values);
        Stream.of(names).forEach(name -> all.putIfAbsent(name, name));
        return all;
    }

    /** Thymeleaf takes these words for an absent value; skeletons do not, see below. */
    private static boolean isThere(String text) {
        return !Set.of("false", "off", "no").contains(text.toLowerCase(Locale.ROOT));
    }

    @Property(tries = 400)
    void page_isWhatThymeleafMakesOfIt(
            @ForAll("templates") String template,
            @ForAll Language language,
            @ForAll("variables") Map<String, @Nullable Object> variables) {
        assertThat(SHARED.render(template, language, variables).utf8())
                .isEqualTo(SHARED.process(template, language, variables).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void comparedVariables_areMattersOfShape() throws Exception {
        for (String template : TEMPLATES) {
            assertThat(Html.matches(MessagesTest.resource(template + ".html"), "\\$\\{(\\w+) [=!]= '"))
                    .isSubsetOf(Shape.COMPARED);
        }
    }

    @Test
    void privateUseCharacters_areInNoTemplateAndNoMessage() throws Exception {
        for (String template : TEMPLATES) {
            assertThat(MessagesTest.resource(template + ".html")).doesNotContainPattern("[\ue000-\uf8ff]");
        }
        Messages messages = new Messages();
        for (Language language : Language.values()) {
            for (String key : messages.keys(language)) {
                assertThat(messages.text(language, key)).as(key).doesNotContainPattern("[\ue000-\uf8ff]");
            }
        }
    }

    @Test
    void pagesOfOneShape_shareASkeleton_andOddShapesDoNotFillTheMemory() {
        Templates templates = new Templates(new Messages());
        for (int i = 0; i < 20; i++) {
            templates.render("frame", Language.ENGLISH, Map.of("state", "s" + i, "code", "c" + i));
        }
        assertThat(templates.skeletons()).isEqualTo(1);

        for (int i = 0; i < Templates.MOST_SKELETONS + 50; i++) {
            assertThat(templates
                            .render("frame", Language.ENGLISH, Map.of("state", "s", "odd", i))
                            .toString())
                    .contains("data-state=\"s\"");
        }
        assertThat(templates.skeletons()).isEqualTo(Templates.MOST_SKELETONS);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void template_choosesFragmentsByConstantNames(String template) throws Exception {
        assertThat(Html.matches(MessagesTest.resource(template + ".html"), "~\\{([^}(]+)"))
                .isNotEmpty()
                .allMatch(name -> name.strip().matches("parts :: [a-z]+"));
    }
}
