package dev.saoma.filter.settings;

import dev.saoma.filter.files.FileTrust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;

/** Looks references up in this process: environment, system properties, files, JNDI. Stateless. */
public final class SystemReferences implements References {
    private static final int MAX_FILE_BYTES = 16 * 1024;

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
        try {
            Object value = new InitialContext().lookup(name.startsWith("java:") ? name : "java:comp/env/" + name);
            return Optional.ofNullable(value).map(Object::toString);
        } catch (NameNotFoundException | NoInitialContextException e) {
            return Optional.empty();
        } catch (NamingException e) {
            throw new IllegalArgumentException(
                    "JNDI lookup failed: " + e.getClass().getSimpleName(), e);
        }
    }
}
