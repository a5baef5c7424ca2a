package dev.saoma.bench.page;

import dev.saoma.page.HostedPage;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes a page keep no skeletons, so that Thymeleaf processes every request: what the login page would cost without them.
 * There is no setting for that, so the maps are replaced by reflection.
 */
final class PlainThymeleaf {
    private static final String TEMPLATES = "dev.saoma.page.view.Templates";

    private PlainThymeleaf() {}

    /** Removes the skeletons; fails if there are none to remove. */
    static void in(HostedPage page) throws ReflectiveOperationException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> next = new ArrayDeque<>(Set.of(page));
        int replaced = 0;
        while (!next.isEmpty()) {
            Object one = next.pop();
            if (!seen.add(one)) {
                continue;
            }
            if (one.getClass().getName().equals(TEMPLATES)) {
                Field skeletons = one.getClass().getDeclaredField("skeletons");
                skeletons.setAccessible(true);
                skeletons.set(one, new Forgetful());
                replaced++;
            }
            children(one, next);
        }
        if (replaced == 0) {
            throw new IllegalStateException("no " + TEMPLATES + " was found in the page");
        }
    }

    private static void children(Object one, Deque<Object> next) throws IllegalAccessException {
        if (one instanceof Collection<?> all) {
            all.stream().filter(item -> item != null).forEach(next::push);
        } else if (one instanceof Map<?, ?> map) {
            map.values().stream().filter(item -> item != null).forEach(next::push);
        } else if (one instanceof Optional<?> optional) {
            optional.ifPresent(next::push);
        } else if (one instanceof AtomicReference<?> reference && reference.get() != null) {
            next.push(reference.get());
        } else if (one instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(array); i++) {
                if (array[i] != null) {
                    next.push(array[i]);
                }
            }
        } else if (one.getClass().getName().startsWith("dev.saoma.")) {
            for (Field field : one.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                    field.setAccessible(true);
                    Object value = field.get(one);
                    if (value != null) {
                        next.push(value);
                    }
                }
            }
        }
    }

    private static final class Forgetful extends ConcurrentHashMap<Object, Object> {
        private static final long serialVersionUID = 1L;

        @Override
        public Object put(Object key, Object value) {
            return value;
        }
    }
}
