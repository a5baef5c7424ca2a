package dev.saoma.page.console;

import dev.saoma.page.console.content.ApplicationForm;
import dev.saoma.page.console.content.ApplicationForm.Kind;
import dev.saoma.page.console.content.ApplicationForm.Problem;
import dev.saoma.page.console.content.TypedAddresses;
import dev.saoma.page.console.content.TypedAddresses.Match;
import dev.saoma.page.settings.SettingsException.Mistake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes mistakes in an application's settings, and what its addresses match, in the language of the page. Thread-safe.
 */
final class ApplicationWords {
    private static final String MEANT = "Did you mean ";

    private final Context context;

    ApplicationWords(Context context) {
        this.context = context;
    }

    /** Returns the text of a mistake in settings of any kind, in the language of the page. */
    String said(Call call, Mistake mistake) {
        return context.screens().says(mistake)
                ? context.screens().said(call.language(), mistake)
                : said(call, ApplicationForm.problem(mistake));
    }

    /** Returns the text of a mistake in an application, in the language of the page. */
    String said(Call call, Problem problem) {
        String text = context.screens().word(call.language(), "problem", problem.word());
        if (text.isEmpty() || text.equals(problem.word())) {
            return context.screens().said(call.language(), problem.mistake());
        }
        String fix = problem.mistake().fix();
        return (problem.value().isEmpty() ? "" : "“" + problem.value() + "”: ")
                + call.language()
                        .sentences(
                                text, fix.startsWith(MEANT) ? context.screens().detail(call.language(), fix) : "");
    }

    /**
     * Returns the texts shown below the address fields of a draft, by field: what is wrong, and what each would match.
     */
    Map<String, Map<String, List<String>>> typed(Call call, Optional<Kind> kind) {
        Map<String, Map<String, List<String>>> typed = new HashMap<>();
        if (call.parameter("draft").isPresent()) {
            TypedAddresses.judge(call.entered().pool().settings(), kind, call::parameter)
                    .forEach((field, judged) -> typed.put(
                            field,
                            Map.of(
                                    "wrong",
                                    judged.wrong().stream()
                                            .map(one -> said(call, one))
                                            .toList(),
                                    "found",
                                    judged.matches().stream()
                                            .map(one -> said(call, field, one))
                                            .toList())));
        }
        return typed;
    }

    private String said(Call call, String field, Match match) {
        String key = field.equals("origins") ? "found.origin" : "found.exact";
        String text = context.screens().text(call.language(), key, match.address(), match.host());
        return match.caveat() == null
                ? text
                : call.language().sentences(text, context.screens().text(call.language(), "found." + match.caveat()));
    }
}
