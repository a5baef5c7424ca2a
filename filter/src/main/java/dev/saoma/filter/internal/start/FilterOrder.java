package dev.saoma.filter.internal.start;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order in which Jetty, Tomcat or Undertow calls filters. The servlet specification lets a filter be mapped in front of
 * those of {@code web.xml}, but not in front of others that code has mapped so, and a container's own code does not keep to it
 * anyway. So this reads and corrects the order by the container's own classes. Thread-safe.
 */
final class FilterOrder {
    private final Mappings mappings;
    private volatile Object[] known = new Object[0];

    private FilterOrder(Mappings mappings) {
        this.mappings = Objects.requireNonNull(mappings, "mappings");
    }

    /** Returns the order of an application; empty in containers that do not show it, or that need not be asked. */
    static Optional<FilterOrder> of(ServletContext context) {
        String type = context.getClass().getName();
        try {
            if (type.startsWith("org.eclipse.jetty.")) {
                return Optional.of(new FilterOrder(new Jetty(context)));
            }
            if (type.startsWith("org.apache.catalina.")) {
                return Optional.of(new FilterOrder(new Tomcat(context)));
            }
            if (type.startsWith("io.undertow.")) {
                return Optional.of(new FilterOrder(new Undertow(context)));
            }
            return Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return Optional.empty(); // Of other makers that use the names, or closed by a security manager.
        }
    }

    /** Whether mappings may be added in front while requests are served. */
    boolean changesLater() {
        return mappings instanceof Jetty;
    }

    /** Whether filters are initialised only when they are called, when it is too late to move them for that request. */
    boolean initialisesLate() {
        return mappings instanceof Undertow;
    }

    /** Whether a mapping has been added, removed or moved since {@link #putInFront}. */
    boolean hasChanged() {
        Object[] now = mappings.all();
        Object[] before = known;
        if (now.length != before.length) {
            return true;
        }
        for (int i = 0; i < now.length; i++) {
            if (now[i] != before[i]) {
                return true;
            }
        }
        return false;
    }

    /**
     * Moves all mappings of some filters in front of those of all others.
     *
     * @param first filters to call first
     * @param second filters to call after these
     */
    synchronized void putInFront(Set<String> first, Set<String> second) {
        Object[] now = mappings.all();
        List<Object> front = new ArrayList<>();
        List<Object> ours = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        for (Object mapping : now) {
            String name = mappings.filter(mapping);
            (first.contains(name) ? front : second.contains(name) ? ours : others).add(mapping);
        }
        front.addAll(ours);
        int size = front.size();
        front.addAll(others);
        if (!Arrays.equals(front.toArray(), now)) {
            mappings.replace(front, size);
        }
        known = mappings.all();
    }

    /** A public method that can be called: one whose class is public too. */
    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (Modifier.isPublic(c.getModifiers())) {
                return c.getMethod(name, parameters);
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name);
    }

    private static Class<?> element(Method returnsArray) throws NoSuchMethodException {
        Class<?> type = returnsArray.getReturnType().getComponentType();
        if (type == null) {
            throw new NoSuchMethodException(returnsArray + " returns no array");
        }
        return type;
    }

    private static Object got(@Nullable Object value) throws NoSuchMethodException {
        if (value == null) {
            throw new NoSuchMethodException("null");
        }
        return value;
    }

    private static Object call(Method method, Object target, Object... arguments) {
        try {
            Object result = method.invoke(target, arguments);
            return result == null ? "" : result;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the container does not let its filters be ordered: " + e, e);
        }
    }

    private interface Mappings {
        Object[] all();

        String filter(Object mapping);

        /** @param size how many of them are before all that are added later */
        void replace(List<Object> ordered, int size);
    }

    /** Jetty 9.4 and later: code may put mappings in front at any time, and its own code for WebSockets does. */
    private static final class Jetty implements Mappings {
        private final Object handler;
        private final Method get;
        private final Method set;
        private final Class<?> type;
        private final Method name;

        Jetty(ServletContext context) throws ReflectiveOperationException {
            Object application =
                    got(method(context.getClass(), "getContextHandler").invoke(context));
            handler = got(method(application.getClass(), "getServletHandler").invoke(application));
            get = method(handler.getClass(), "getFilterMappings");
            set = method(handler.getClass(), "setFilterMappings", get.getReturnType());
            type = element(get);
            name = type.getMethod("getFilterName");
        }

        @Override
        public Object[] all() {
            Object all = call(get, handler);
            return all instanceof Object[] ? (Object[]) all : new Object[0];
        }

        @Override
        public String filter(Object mapping) {
            return String.valueOf(call(name, mapping));
        }

        @Override
        public void replace(List<Object> ordered, int size) {
            Object array = ordered.toArray((Object[]) Array.newInstance(type, 0));
            call(set, handler, array);
        }
    }

    /** Tomcat and those that contain it. It takes no mappings once the application has started. */
    private static final class Tomcat implements Mappings {
        private final Object application;
        private final Method get;
        private final Method remove;
        private final Method add;
        private final Method addBefore;
        private final Method name;

        Tomcat(ServletContext context) throws ReflectiveOperationException {
            application = behind(behind(context));
            Class<?> owner = application.getClass();
            get = method(owner, "findFilterMaps");
            Class<?> type = element(get);
            remove = method(owner, "removeFilterMap", type);
            add = method(owner, "addFilterMap", type);
            addBefore = method(owner, "addFilterMapBefore", type);
            name = type.getMethod("getFilterName");
        }

        // The application sees a facade of a facade.
        private static Object behind(Object facade) throws ReflectiveOperationException {
            Field field = facade.getClass().getDeclaredField("context");
            field.setAccessible(true);
            return got(field.get(facade));
        }

        @Override
        public Object[] all() {
            Object all = call(get, application);
            return all instanceof Object[] ? (Object[]) all : new Object[0];
        }

        @Override
        public String filter(Object mapping) {
            return String.valueOf(call(name, mapping));
        }

        @Override
        public void replace(List<Object> ordered, int size) {
            for (Object mapping : ordered) {
                call(remove, application, mapping);
            }
            for (int i = 0; i < ordered.size(); i++) {
                call(i < size ? addBefore : add, application, ordered.get(i));
            }
        }
    }

    /** Undertow, and so WildFly: of filters that are mapped in front, the earlier one is called first. */
    private static final class Undertow implements Mappings {
        private final Collection<Object> mappings;
        private final Object paths;
        private final Method invalidate;

        Undertow(ServletContext context) throws ReflectiveOperationException {
            Object deployment = got(method(context.getClass(), "getDeployment").invoke(context));
            Object info = got(method(deployment.getClass(), "getDeploymentInfo").invoke(deployment));
            Field field = info.getClass().getDeclaredField("filterUrlMappings");
            field.setAccessible(true);
            mappings = asList(field.get(info));
            paths = got(method(deployment.getClass(), "getServletPaths").invoke(deployment));
            invalidate = method(paths.getClass(), "invalidate");
        }

        @SuppressWarnings("unchecked") // they are put back as they are
        private static Collection<Object> asList(@Nullable Object field) throws NoSuchFieldException {
            if (field instanceof List) {
                return (Collection<Object>) field;
            }
            throw new NoSuchFieldException("filterUrlMappings is no list");
        }

        @Override
        public Object[] all() {
            return mappings.toArray();
        }

        @Override
        public String filter(Object mapping) {
            try {
                return String.valueOf(call(mapping.getClass().getMethod("getFilterName"), mapping));
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void replace(List<Object> ordered, int size) {
            mappings.clear();
            mappings.addAll(ordered);
            call(invalidate, paths);
        }
    }
}
