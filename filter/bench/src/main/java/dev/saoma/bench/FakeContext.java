package dev.saoma.bench;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The few parts of a servlet context that the filters use. */
final class FakeContext {
    static final ServletContext INSTANCE = (ServletContext) Proxy.newProxyInstance(
            FakeContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getContextPath" -> FakeRequest.CONTEXT;
                case "getServletContextName" -> "application";
                case "getInitParameter", "getAttribute", "getResourceAsStream", "getSessionCookieConfig" -> null;
                case "getInitParameterNames", "getAttributeNames" -> Collections.emptyEnumeration();
                case "hashCode" -> 1;
                case "equals" -> proxy == arguments[0];
                default -> throw new UnsupportedOperationException("context: " + method.getName());
            });

    private FakeContext() {}

    static FilterConfig filter(Map<String, String> parameters) {
        return new FilterConfig() {
            @Override
            public String getFilterName() {
                return "login";
            }

            @Override
            public ServletContext getServletContext() {
                return INSTANCE;
            }

            @Override
            public @Nullable String getInitParameter(String name) {
                return parameters.get(name);
            }

            @Override
            public Enumeration<String> getInitParameterNames() {
                return Collections.enumeration(parameters.keySet());
            }
        };
    }
}
