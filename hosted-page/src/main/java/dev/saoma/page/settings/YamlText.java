package dev.saoma.page.settings;

import dev.saoma.page.settings.SettingsException.Mistake;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Composes a YAML text, and reports syntax errors in plain words. */
final class YamlText {
    private static final String INDENT = "Check indent and quotes.";

    /**
     * A message of the parser, with the wording to report instead.
     *
     * @param said a part of the parser's message
     * @param opened whether the line of interest is where the construct begins, not where the parser gave up
     */
    private record Wording(String said, boolean opened, String why, String fix) {}

    private static final List<Wording> WORDINGS = List.of(
            new Wording("(TAB)", false, "has a tab where YAML allows blanks only.", "Indent with blanks."),
            new Wording(
                    "mapping values are not allowed",
                    false,
                    "has a colon where no key can be.",
                    "Indent the line like its neighbours, or put a value that holds a colon in quotes."),
            new Wording(
                    "could not find expected ':'",
                    true,
                    "is neither \"key: value\" nor an entry of a list.",
                    "Write a colon and a blank after the key."),
            new Wording(
                    "found unexpected end of stream", true, "has a quote that is not closed.", "Close it on its line."),
            new Wording("expected ',' or", true, "has a bracket that is not closed.", "Close it, with commas between."),
            new Wording(
                    "expected <block end>",
                    false,
                    "is indented otherwise than its neighbours, or has something behind a closing quote.",
                    "Indent the keys of one mapping alike."),
            new Wording(
                    "cannot start any token",
                    false,
                    "has a value that begins with a character of YAML's own, such as @, % or `.",
                    "Put the value in quotes."),
            new Wording(
                    "escape character",
                    false,
                    "has a backslash in double quotes that means nothing.",
                    "Use single quotes."),
            new Wording(
                    "another document",
                    false,
                    "begins a second document with ---.",
                    "Write one document, without ---."));

    private YamlText() {}

    /**
     * Composes the text; keys that are written twice are left to the reader, which reports them together with other mistakes.
     *
     * @param source for the message, such as the name of the file
     * @throws SettingsException if it is not YAML, or empty
     */
    static Node compose(String source, String yaml) {
        LoadSettings load = LoadSettings.builder()
                .setLabel(source)
                .setAllowDuplicateKeys(true)
                .build();
        try {
            Optional<Node> node = new Compose(load).composeString(yaml);
            if (node.isPresent()) {
                return node.get();
            }
        } catch (YamlEngineException e) {
            throw SettingsException.of(source, List.of(mistake(source, yaml, e)));
        }
        Mistake empty = new Mistake(source, 0, "is empty.", "Begin with the example in docs/page/settings.md.");
        throw SettingsException.of(source, List.of(empty));
    }

    static Mistake mistake(String source, String yaml, YamlEngineException e) {
        if (!(e instanceof MarkedYamlEngineException marked)) {
            return control(source, yaml).orElse(new Mistake(source, 0, "is not YAML.", INDENT));
        }
        String problem = String.valueOf(marked.getProblem());
        for (Wording wording : WORDINGS) {
            if (problem.contains(wording.said())) {
                Optional<Mark> mark =
                        wording.opened() ? marked.getContextMark().or(marked::getProblemMark) : marked.getProblemMark();
                return new Mistake(source, line(mark), wording.why(), wording.fix());
            }
        }
        return new Mistake(source, line(marked.getProblemMark()), "is not YAML: " + problem + ".", INDENT);
    }

    /** Returns the line of a place in the text, from 1; 0 if unknown. */
    static int line(Optional<Mark> mark) {
        return mark.map(at -> at.getLine() + 1).orElse(0);
    }

    /** Reports the first control character, which shows that the file is not text. */
    private static Optional<Mistake> control(String source, String yaml) {
        int line = 1;
        for (int i = 0; i < yaml.length(); i++) {
            char c = yaml.charAt(i);
            if (c == '\n') {
                line++;
            } else if (Character.isISOControl(c) && "\t\r\u0085".indexOf(c) < 0 || c >= '\ufffe') {
                return Optional.of(new Mistake(
                        source,
                        line,
                        String.format("holds the character U+%04X, which no text has.", (int) c),
                        "Save it as text, in UTF-8."));
            }
        }
        return Optional.empty();
    }
}
