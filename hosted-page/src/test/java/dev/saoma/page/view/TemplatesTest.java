package dev.saoma.page.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the templates to the few features that cannot turn a value into an expression. */
class TemplatesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "error"
            })
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
    @ValueSource(
            strings = {
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
                "error"
            })
    void template_choosesFragmentsByConstantNames(String template) throws Exception {
        assertThat(Html.matches(MessagesTest.resource(template + ".html"), "~\\{([^}(]+)"))
                .isNotEmpty()
                .allMatch(name -> name.strip().matches("parts :: [a-z]+"));
    }
}
