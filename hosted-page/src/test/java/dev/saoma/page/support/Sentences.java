package dev.saoma.page.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The English sentences for people in the sources: the arguments of calls. */
public final class Sentences {
    private static final Path SOURCES = Path.of("src/main/java/dev/saoma/page");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private Sentences() {}

    /**
     * Returns the sentences in a package, with the word PARAMETER for what is known only at run time.
     *
     * @param said matches a call, with its arguments in one of the groups
     */
    public static List<String> in(String folder, Pattern said) throws IOException {
        List<String> sentences = new ArrayList<>();
        try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher call = said.matcher(Files.readString(file));
                while (call.find()) {
                    for (int group = 1; group <= call.groupCount(); group++) {
                        if (call.group(group) != null) {
                            sentences.addAll(of(call.group(group)));
                        }
                    }
                }
            }
        }
        return sentences;
    }

    /** Returns the operands of an expression that contain words of ours. */
    private static List<String> of(String arguments) {
        List<String> sentences = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        String bare = LITERAL.matcher(arguments).replaceAll(literal -> {
            literals.add(literal.group(1));
            return "#" + (literals.size() - 1) + "#";
        });
        for (String part : bare.split("[,?:]")) {
            if (part.contains("#") && !part.contains(".has(") && !part.contains(".one(")) {
                StringBuilder sentence = new StringBuilder();
                for (String operand : part.split("\\+")) {
                    Matcher literal = Pattern.compile("#(\\d+)#").matcher(operand);
                    sentence.append(literal.find() ? literals.get(Integer.parseInt(literal.group(1))) : "PARAMETER");
                }
                sentences.add(sentence.toString());
            }
        }
        return sentences;
    }
}
