package dev.saoma.e2e.support;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Passes one object, which takes seconds to start, to all test classes with a parameter for it in {@code @BeforeAll}. It is
 * started for the first, and JUnit closes it after the last.
 */
public abstract class SharedFixture<T extends AutoCloseable> implements ParameterResolver {
    private final Class<T> type;
    private final Callable<T> start;

    public SharedFixture(Class<T> type, Callable<T> start) {
        this.type = type;
        this.start = start;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == type;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(type, key -> started());
    }

    private T started() {
        try {
            return start.call();
        } catch (Exception e) {
            throw new ParameterResolutionException(type.getSimpleName() + " did not start", e);
        }
    }
}
