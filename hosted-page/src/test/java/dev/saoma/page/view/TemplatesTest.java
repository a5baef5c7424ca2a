package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the templates to the few features that cannot turn a value into an expression. */
class TemplatesTest {
    static final List<String> TEMPLATES = List.of(
            "parts",
            "login",
            "continue",
            "onward",
            "signout",
            "post",
            "frame",
            "popup",
            "message",
            "authing",
            "embed",
            "error",
            "phone");

    /** What is made of the parts. */
    static Stream<String> pages() {
        return TEMPLATES.stream().filter(template -> !template.equals("parts"));
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

    @ParameterizedTest
    @MethodSource("pages")
    void template_choosesFragmentsByConstantNames(String template) throws Exception {
        assertThat(Html.matches(MessagesTest.resource(template + ".html"), "~\\{([^}(]+)"))
                .isNotEmpty()
                .allMatch(name -> name.strip().matches("parts :: [a-z]+"));
    }
}
