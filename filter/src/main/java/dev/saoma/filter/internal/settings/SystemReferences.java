package dev.saoma.filter.internal.settings;

import dev.saoma.filter.internal.files.FileTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;

/** Looks references up in this process: environment, system properties, files, JNDI. Stateless. */
public final class SystemReferences implements References {
    private static final int MAX_FILE_BYTES = 16 * 1024;
    private static final int MAX_CAUSES = 10;
    private static final String UNDEFINED = "-undefined-";

    @Override
    public Optional<String> find(String kind, String name) {
        switch (kind) {
            case "env":
                return Optional.ofNullable(System.getenv(name));
            case "sys":
                return Optional.ofNullable(System.getProperty(name));
            case "file":
                return Optional.of(file(name));
            case "jndi":
                return jndi(name);
            default:
                throw new IllegalArgumentException("kinds of references are env, file, sys and jndi");
        }
    }

    private static String file(String name) {
        try {
            Path file = Paths.get(name);
            String doubt = FileTrust.ofThisProcess().doubtOfNamed(file).orElse(null);
            if (doubt != null) {
                throw new IllegalArgumentException("the file is not believed: " + doubt);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > MAX_FILE_BYTES) {
                throw new IllegalArgumentException("the file is longer than " + MAX_FILE_BYTES + " bytes");
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            return (text.startsWith("\ufeff") ? text.substring(1) : text).trim();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException(
                    "the file cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static Optional<String> jndi(String name) {
        String full = name.startsWith("java:") ? name : "java:comp/env/" + name;
        try {
            return Optional.ofNullable(new InitialContext().lookup(full)).map(Object::toString);
        } catch (NameNotFoundException | NoInitialContextException e) {
            return Optional.empty();
        } catch (NamingException | RuntimeException | LinkageError e) {
            if (kinds(e).equals(kindsOfUndefined())) {
                return Optional.empty();
            }
            throw new IllegalArgumentException(
                    "JNDI lookup failed: " + e.getClass().getSimpleName(), e);
        }
    }

    // Containers differ in how they report that a name is not defined: by a NamingException with or without a cause
    // (GlassFish, Payara), or because there is no JNDI at all (Open Liberty). So this looks up a name that is never
    // defined: a lookup that fails in the same way is of an undefined name too, and any other failure is a mistake in
    // the settings.
    private static List<Class<?>> kindsOfUndefined() {
        try {
            new InitialContext().lookup("java:comp/env/saoma/" + UNDEFINED);
            return Collections.emptyList();
        } catch (NamingException | RuntimeException | LinkageError e) {
            return kinds(e);
        }
    }

    private static List<Class<?>> kinds(Throwable thrown) {
        List<Class<?>> kinds = new ArrayList<>();
        for (Throwable t = thrown; t != null && kinds.size() < MAX_CAUSES; t = t.getCause()) {
            kinds.add(t.getClass());
        }
        return kinds;
    }
}
