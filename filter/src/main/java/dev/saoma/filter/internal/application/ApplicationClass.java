package dev.saoma.filter.internal.application;

import dev.saoma.filter.InvalidSettingsException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** Instantiates a class of the application that a setting names. */
public final class ApplicationClass {
    private ApplicationClass() {}

    /** @throws InvalidSettingsException stating what to change in the class or the setting */
    public static <T> T create(String setting, Class<T> type, String name, @Nullable ClassLoader application) {
        try {
            return find(name, application).asSubclass(type).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw mistake(
                    setting, "no class " + name + " in the application", "check the name and that WEB-INF holds it");
        } catch (ClassCastException e) {
            throw mistake(setting, name + " does not implement " + type.getName(), "implement it");
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw mistake(
                    setting,
                    name + " cannot be created",
                    "make it a public class with a public constructor without arguments");
        } catch (InvocationTargetException e) {
            throw mistake(setting, "the constructor of " + name + " failed: " + e.getCause(), "correct the class");
        } catch (LinkageError e) {
            throw mistake(setting, name + " cannot be loaded: " + e, "check the class path of the application");
        }
    }

    // Embedded servers may have no class loader for the application; the filter's own comes last, because it may be
    // shared.
    private static Class<?> find(String name, @Nullable ClassLoader application) throws ClassNotFoundException {
        ClassNotFoundException notFound = null;
        for (@Nullable
        ClassLoader loader : Arrays.asList(
                application, Thread.currentThread().getContextClassLoader(), ApplicationClass.class.getClassLoader())) {
            try {
                if (loader != null) {
                    return Class.forName(name, true, loader);
                }
            } catch (ClassNotFoundException e) {
                notFound = e;
            }
        }
        throw notFound == null ? new ClassNotFoundException(name) : notFound;
    }

    private static InvalidSettingsException mistake(String setting, String why, String fix) {
        return new InvalidSettingsException(Collections.singletonList(setting + ": " + why + " – " + fix));
    }
}
