package dev.saoma.page.settings;

import dev.saoma.page.settings.SettingsException.Mistake;
import dev.saoma.page.settings.files.FileSnapshot;
import dev.saoma.page.settings.stored.StoredSettings;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sources of values outside the file: {@code ${env:NAME}}, {@code ${file:path}}, variables, databases. */
final class References {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern WHOLE_FILE = Pattern.compile("\\$\\{file:([^}]+)}");
    private static final long MAX_FILE_BYTES = 64 * 1024L;

    private final Map<String, String> environment;
    private final Overrides overrides;
    private final Set<String> variables = new HashSet<>();
    private final Path directory;
    private final StoredSettings stored;
    private final FileSnapshot files;
    private final boolean literal;

    References(Map<String, String> environment, Path directory) {
        this(environment, directory, StoredSettings.NONE, new FileSnapshot(), false);
    }

    References(Map<String, String> environment, Path directory, StoredSettings stored, FileSnapshot files) {
        this(environment, directory, stored, files, false);
    }

    private References(
            Map<String, String> environment,
            Path directory,
            StoredSettings stored,
            FileSnapshot files,
            boolean literal) {
        this.environment = Map.copyOf(environment);
        this.overrides = new Overrides(environment);
        this.directory = directory;
        this.stored = stored;
        this.files = files;
        this.literal = literal;
    }

    /** Returns an empty source: values typed by an administrator must read neither variables nor files. */
    static References none() {
        return new References(Map.of(), Path.of(""), StoredSettings.NONE, new FileSnapshot(), true);
    }

    /** Returns the settings in the databases. */
    StoredSettings stored() {
        return stored;
    }

    /** Returns the files as this reading sees them. */
    FileSnapshot files() {
        return files;
    }

    /** Thrown if a reference cannot be resolved; carries the reason. */
    static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1L;

        private final String fix;

        Unresolved(String why, String fix) {
            super(why);
            this.fix = fix;
        }

        String fix() {
            return fix;
        }
    }

    /** Returns the settings from the environment. */
    Overrides overrides() {
        return overrides;
    }

    /** Returns the environment variables referred to so far. */
    Set<String> variables() {
        return Set.copyOf(variables);
    }

    /** Returns an environment variable that other programs read as well; empty if not set. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /** Resolves {@code path} against the directory of the settings file. */
    Path path(String path) throws Unresolved {
        try {
            return directory.resolve(path);
        } catch (InvalidPathException e) {
            throw new Unresolved("\"" + path + "\" is not a file name.", "Write a path.");
        }
    }

    /** Whether {@code value} is exactly one file reference. */
    boolean isFile(String value) {
        return WHOLE_FILE.matcher(value).matches();
    }

    Path file(String value) throws Unresolved {
        Matcher matcher = WHOLE_FILE.matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a file reference");
        }
        return path(matcher.group(1));
    }

    String resolve(String value) throws Unresolved {
        if (literal) {
            return value;
        }
        Matcher matcher = REFERENCE.matcher(value);
        StringBuilder resolved = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            resolved.append(value, end, matcher.start()).append(one(matcher.group(1)));
            end = matcher.end();
        }
        resolved.append(value, end, value.length());
        if (end == 0 && value.contains("${")) {
            throw new Unresolved("a reference is not closed.", "Write ${env:NAME} or ${file:path}.");
        }
        return resolved.toString();
    }

    private String one(String reference) throws Unresolved {
        if (reference.startsWith("env:")) {
            return environmentVariable(reference.substring("env:".length()));
        }
        if (reference.startsWith("file:")) {
            return content(path(reference.substring("file:".length())));
        }
        throw new Unresolved("${" + reference + "} is not a reference we know.", "Write ${env:NAME} or ${file:path}.");
    }

    private String environmentVariable(String name) throws Unresolved {
        variables.add(name);
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new Unresolved(
                    "the environment variable " + name + " is not set.", "Set it for the process that runs the page.");
        }
        return value;
    }

    private String content(Path file) throws Unresolved {
        try {
            if (files.size(file) > MAX_FILE_BYTES) {
                throw new Unresolved(file + " is larger than 64 KB.", "Name the file that holds just this value.");
            }
            return files.text(file).strip();
        } catch (IOException e) {
            throw new Unresolved(
                    file + " cannot be read (" + e.getClass().getSimpleName() + ").",
                    "Create it, or let this user read it.");
        }
    }

    /**
     * Values from the environment: each setting has a variable, named like its place in the file, {@code wechat.appId} as
     * {@code SAOMA_PAGE_WECHAT_APP_ID}, {@code applications[0].name} as {@code SAOMA_PAGE_APPLICATIONS_0_NAME}.
     */
    static final class Overrides {
        static final String PREFIX = "SAOMA_PAGE_";

        private final Map<String, String> set = new TreeMap<>();
        private final Set<String> known = new TreeSet<>();
        private final Set<String> alsoInFile = new TreeSet<>();

        Overrides(Map<String, String> environment) {
            environment.forEach((name, value) -> {
                if (name.startsWith(PREFIX)) {
                    set.put(name, value);
                }
            });
        }

        static String variable(String path) {
            String words = path.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("[^A-Za-z0-9]+", "_");
            return PREFIX + words.toUpperCase(Locale.ROOT);
        }

        /** Returns the value of the setting at that path, if a variable sets it. */
        Optional<String> of(String path, boolean inFile) {
            String variable = variable(path);
            known.add(variable);
            Optional<String> value = Optional.ofNullable(set.get(variable));
            if (value.isPresent() && inFile) {
                alsoInFile.add(path);
            }
            return value;
        }

        boolean has(String path) {
            return set.containsKey(variable(path));
        }

        /** Whether a variable sets a value below that path, which may be an entry of a list. */
        boolean hasBelow(String path) {
            String start = variable(path + ".");
            return set.keySet().stream().anyMatch(name -> name.startsWith(start));
        }

        /** Reports variables that match no setting, except those read by {@code ${env:…}}. */
        void close(Collection<String> referenced, Findings findings) {
            for (String name : set.keySet()) {
                if (!known.contains(name) && !referenced.contains(name)) {
                    findings.mistakes()
                            .add(new Mistake(
                                    name,
                                    0,
                                    "is an environment variable that matches no setting.",
                                    SettingsException.nearest(name, known)));
                }
            }
            alsoInFile.forEach(path -> findings.warnings()
                    .add(path + " is in the file and in " + variable(path) + "; the environment is what counts"));
        }
    }
}
