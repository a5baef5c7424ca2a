package dev.saoma.filter.internal.settings;

import dev.saoma.filter.internal.files.FileTrust;
import dev.saoma.filter.internal.web.PathPatterns;
import dev.saoma.filter.internal.web.RoleRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads values of several lines, {@code name = value} each, and names of files and classes. */
final class LineReader {
    private static final String CLASS = "[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*";

    private final SettingsText text;

    LineReader(SettingsText text) {
        this.text = text;
    }

    /** Reads lines of {@code /admin/* = admin, owner}. */
    RoleRules roles(String key) {
        Map<String, Set<String>> rules = new LinkedHashMap<>();
        lines(key, "/admin/* = admin, owner", (pattern, value) -> {
            Set<String> roles = words(key, value);
            if (PathPatterns.mistakeOrWhole(pattern).isPresent()) {
                text.mistake(
                        key,
                        "pattern " + pattern + " "
                                + PathPatterns.mistakeOrWhole(pattern).get(),
                        "write /page, /folder/*, *.do or /*");
            } else if (rules.put(pattern, roles) != null) {
                text.mistake(key, "pattern " + pattern + " is there twice", "write its roles in one line");
            }
        });
        return new RoleRules(rules);
    }

    /** Reads lines of {@code LOGIN_USER = unionid}. */
    Map<String, String> attributes(String key) {
        Map<String, String> attributes = new LinkedHashMap<>();
        lines(key, "LOGIN_USER = unionid", (name, claim) -> {
            if (name.startsWith("dev.saoma.")) {
                text.mistake(key, "attribute " + name + " belongs to the filter", "choose another name");
            } else if (attributes.put(name, claim) != null) {
                text.mistake(key, "attribute " + name + " is there twice", "remove one of the lines");
            }
        });
        return Collections.unmodifiableMap(attributes);
    }

    private void lines(String key, String example, BiConsumer<String, String> use) {
        String value = text.optional(key);
        if (value == null) {
            return;
        }
        for (String line : value.split("[\\r\\n;]+")) {
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).trim();
            String rest = line.substring(equals + 1).trim();
            if (line.trim().isEmpty()) {
                continue;
            }
            if (name.isEmpty() || rest.isEmpty() || rest.indexOf('=') >= 0) {
                text.mistake(key, "cannot read the line \"" + line.trim() + "\"", "write lines like " + example);
            } else {
                use.accept(name, rest);
            }
        }
    }

    /** Reads words separated by commas or white space. */
    Set<String> words(String key, String value) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : value.trim().split("[\\s,]+")) {
            if (word.isEmpty()) {
                text.mistake(key, "has an empty entry", "remove the comma");
            } else {
                words.add(word);
            }
        }
        return Collections.unmodifiableSet(words);
    }

    @Nullable
    Path existingFile(String key) {
        Path file = file(key);
        if (file != null && !Files.isReadable(file)) {
            text.mistake(key, "cannot read " + file.toAbsolutePath(), "create the file, or correct the path");
        } else if (file != null) {
            checkTrust(key, file);
        }
        return file;
    }

    // Write access to such a file decides who may do what.
    private void checkTrust(String key, Path file) {
        try {
            FileTrust.ofThisProcess()
                    .doubtOfNamed(file)
                    .ifPresent(doubt ->
                            text.mistake(key, file.toAbsolutePath() + " cannot be believed", "because " + doubt));
        } catch (IOException e) {
            text.mistake(key, "cannot read " + file.toAbsolutePath(), "let this process read its permissions");
        }
    }

    @Nullable
    Path fileToWrite(String key) {
        Path file = file(key);
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file))) {
            text.mistake(
                    key,
                    file.toAbsolutePath() + " is not a file in a folder that exists",
                    "create the folder, owned by the user that runs this server");
        }
        return file;
    }

    private @Nullable Path file(String key) {
        String value = text.optional(key);
        try {
            return value == null ? null : Paths.get(value);
        } catch (InvalidPathException e) {
            text.mistake(key, "is not a path of this system", "write for example /etc/crm/file");
            return null;
        }
    }

    @Nullable
    String className(String key) {
        String value = text.optional(key);
        if (value != null && !value.matches(CLASS)) {
            text.mistake(key, "is not the name of a class", "write for example com.example.crm.CrmUsers");
        }
        return value;
    }
}
