package dev.saoma.filter.internal.web;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proxy of an object of the servlet API that passes only the listed methods. All others, including those of later versions of
 * the API, do nothing and return null, zero or false.
 */
final class AllowList implements InvocationHandler {
    /** Implements a method in place of the object. */
    interface Implementation {
        @Nullable
        Object call(@Nullable Object[] arguments) throws Throwable;
    }

    private final @Nullable Object target;
    private final Set<String> passed;
    private final Map<String, Implementation> implementations;

    private AllowList(@Nullable Object target, Set<String> passed, Map<String, Implementation> implementations) {
        this.target = target;
        this.passed = passed;
        this.implementations = implementations;
    }

    /**
     * Creates a proxy of that type.
     *
     * @param passed names of the methods that reach the target
     * @param implementations by name of the method; they take precedence
     */
    static <T> T of(
            Class<T> type, @Nullable T target, Set<String> passed, Map<String, Implementation> implementations) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new AllowList(target, passed, implementations)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
        Implementation own = implementations.get(method.getName());
        if (own != null) {
            return own.call(given);
        }
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, given);
        }
        if (target == null || !passed.contains(method.getName())) {
            return nothing(method.getReturnType());
        }
        try {
            return method.invoke(target, given);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static Object ofObject(Object proxy, Method method, @Nullable Object[] arguments) {
        switch (method.getName()) {
            case "equals":
                return proxy == arguments[0];
            case "hashCode":
                return System.identityHashCode(proxy);
            default:
                return "CORS preflight";
        }
    }

    private static @Nullable Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        return type == long.class ? Long.valueOf(0) : null;
    }
}
