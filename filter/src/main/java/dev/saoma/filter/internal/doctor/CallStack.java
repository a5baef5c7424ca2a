package dev.saoma.filter.internal.doctor;

import dev.saoma.filter.internal.start.RegisteredFilter;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The filters that are called before ours: those on the stack of a thread that is inside ours. */
public final class CallStack {
    private final Set<String> inFront = new LinkedHashSet<>();

    /** @param stack of a thread in our filter */
    public CallStack(StackTraceElement[] stack) {
        boolean behind = false;
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            boolean ours = RegisteredFilter.LOGIN_FILTER.equals(type) || RegisteredFilter.DROP_IN_FILTER.equals(type);
            behind = behind || ours;
            if (behind && !ours && frame.getMethodName().startsWith("doFilter")) {
                inFront.add(type);
            }
        }
    }

    /** Whether a class's own method is among them. */
    boolean has(String className) {
        return inFront.contains(className);
    }

    /** Whether a filter is among them. The stack names an inherited method by the class that declares it. */
    boolean has(RegisteredFilter filter, @Nullable ClassLoader application) {
        String type = filter.className();
        try {
            // Embedded servers may have no class loader for the application.
            ClassLoader loader = application == null ? Thread.currentThread().getContextClassLoader() : application;
            for (Class<?> c = Class.forName(type, false, loader);
                    c != null && c != Object.class;
                    c = c.getSuperclass()) {
                if (inFront.contains(c.getName())) {
                    return true;
                }
            }
            return false;
        } catch (ClassNotFoundException | LinkageError | SecurityException e) {
            return inFront.contains(type);
        }
    }
}
