package dev.saoma.filter.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that run once in each container of the matrix, in the root context and under a context path. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("matrix")
@ParameterizedClass(name = "context \"{0}\"")
@ValueSource(strings = {"", "/crm"})
public @interface Matrix {}
