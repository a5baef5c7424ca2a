package dev.saoma.filter.internal.dropin;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Called by containers that look for initializers in jars, even where an old web.xml hides the fragment. */
public final class DropInInitializer implements ServletContainerInitializer {
    /** For the container. */
    public DropInInitializer() {}

    @Override
    public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
        DropIn.install(context, true);
    }
}
