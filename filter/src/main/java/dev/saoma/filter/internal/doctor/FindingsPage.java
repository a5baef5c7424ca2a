package dev.saoma.filter.internal.doctor;

import dev.saoma.filter.internal.web.Html;
import dev.saoma.filter.internal.web.Resources;
import dev.saoma.filter.internal.web.Responses;
import dev.saoma.filter.internal.web.Texts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows findings with their fixes in Chinese and English, as a page and as plain text. Immutable. */
public final class FindingsPage {
    private static final int MAX_VALUE = 300;

    private final Html head = Html.page("doctor");
    private final Html row = new Html(Resources.text("doctor-row.html"));
    private final List<Texts> languages =
            Arrays.asList(Texts.load("zh-CN", "doctor_zh.properties"), Texts.load("en", "doctor_en.properties"));

    /** Writes the page, or plain text for a client that prefers it to HTML. */
    public void write(
            Responses responses, HttpServletRequest request, HttpServletResponse response, List<Finding> findings)
            throws IOException {
        Texts texts = Texts.choose(languages, request.getHeader("Accept-Language"));
        if (isForText(request)) {
            responses.text(request, response, plain(texts, findings));
        } else {
            responses.html(request, response, texts.language(), nonce -> html(texts, findings, nonce));
        }
    }

    /** Whether the client prefers plain text: it is not a browser that opens a page. */
    public static boolean isForText(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return accept == null || !accept.toLowerCase(Locale.ROOT).contains("html");
    }

    /** Returns the findings in English, for a log. */
    public String text(List<Finding> findings) {
        return plain(languages.get(1), findings);
    }

    /** Returns one finding in English, with its fix, in one line. */
    public String line(Finding finding) {
        Texts english = languages.get(1);
        String fix = fix(english, finding);
        return what(english, finding) + (fix == null ? "" : " – " + fix);
    }

    private String html(Texts texts, List<Finding> findings, String nonce) {
        Map<String, String> values = new HashMap<>();
        values.put("language", texts.language());
        values.put("nonce", nonce);
        values.put("title", texts.get("title"));
        values.put("summary", summary(texts, findings));
        StringBuilder out = new StringBuilder(head.fill(values));
        for (Finding finding : findings) {
            Map<String, String> cells = new HashMap<>();
            cells.put("level", finding.level().name().toLowerCase(Locale.ROOT));
            cells.put("label", texts.get("level." + finding.level()));
            cells.put("key", finding.key());
            cells.put("what", what(texts, finding));
            String fix = fix(texts, finding);
            if (fix != null) {
                cells.put("fix", fix);
            }
            out.append(row.fill(cells));
        }
        return out.append("</ol>\n</main>\n</body>\n</html>\n").toString();
    }

    private static String plain(Texts texts, List<Finding> findings) {
        StringBuilder out = new StringBuilder(summary(texts, findings)).append('\n');
        for (Finding finding : findings) {
            out.append('[').append(texts.get("level." + finding.level())).append("] ");
            out.append(what(texts, finding)).append('\n');
            String fix = fix(texts, finding);
            if (fix != null) {
                out.append("    → ").append(fix).append('\n');
            }
        }
        return out.toString();
    }

    private static String summary(Texts texts, List<Finding> findings) {
        long problems = findings.stream()
                .filter(f -> f.level() == Finding.Level.PROBLEM)
                .count();
        long warnings = findings.stream()
                .filter(f -> f.level() == Finding.Level.WARNING)
                .count();
        return fill(texts.get("summary"), Arrays.asList(String.valueOf(problems), String.valueOf(warnings)));
    }

    private static String what(Texts texts, Finding finding) {
        return fill(texts.get(finding.key()), finding.values());
    }

    private static @Nullable String fix(Texts texts, Finding finding) {
        String fix = texts.find(finding.key() + ".fix");
        return fix == null ? null : fill(fix, finding.values());
    }

    private static String fill(String template, List<String> values) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int open; (open = template.indexOf('{', at)) >= 0; at = open + 3) {
            int number = template.charAt(open + 1) - '0';
            out.append(template, at, open).append(oneLine(values.get(number)));
        }
        return out.append(template, at, template.length()).toString();
    }

    private static String oneLine(String value) {
        String line = Objects.toString(value).replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
        return line.length() <= MAX_VALUE ? line : line.substring(0, MAX_VALUE) + "…";
    }
}
