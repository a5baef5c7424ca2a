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
    interface Answer {
        @Nullable
        Object to(@Nullable Object[] arguments) throws Throwable;
    }

    private final @Nullable Object target;
    private final Set<String> passed;
    private final Map<String, Answer> answers;

    private AllowList(@Nullable Object target, Set<String> passed, Map<String, Answer> answers) {
        this.target = target;
        this.passed = passed;
        this.answers = answers;
    }

    /**
     * Creates a proxy of that type.
     *
     * @param passed names of the methods that reach the target
     * @param answers implementations by name of the method; they take precedence
     */
    static <T> T of(Class<T> type, @Nullable T target, Set<String> passed, Map<String, Answer> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new AllowList(target, passed, answers)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object[] given = arguments == null ? new Object[0] : arguments;
        Answer answer = answers.get(method.getName());
        if (answer != null) {
            return answer.to(given);
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
