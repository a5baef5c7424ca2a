package dev.saoma.filter.internal.start;

import org.jspecify.annotations.Nullable;

/** Filters of libraries that do nothing but replace the container's sessions with their own. */
final class SessionLibraries {
    /** The name that Spring's documentation and its initializer give to a DelegatingFilterProxy. */
    private static final String SPRING_NAME = "springSessionRepositoryFilter";

    private static final String[] CLASSES = {
        "org.springframework.session.web.http.SessionRepositoryFilter", "com.hazelcast.web.WebFilter"
    };

    private SessionLibraries() {}

    static boolean own(RegisteredFilter filter, @Nullable ClassLoader loader) {
        if (SPRING_NAME.equals(filter.name())) {
            return true;
        }
        try {
            // Embedded servers may have no class loader for the application.
            ClassLoader known = loader == null ? Thread.currentThread().getContextClassLoader() : loader;
            Class<?> type = Class.forName(filter.className(), false, known);
            for (; type != null; type = type.getSuperclass()) {
                for (String each : CLASSES) {
                    if (each.equals(type.getName())) {
                        return true;
                    }
                }
            }
            return false;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            return false; // The container reports a filter that it cannot load.
        }
    }
}
