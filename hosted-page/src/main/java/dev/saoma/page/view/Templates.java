package dev.saoma.page.view;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Thymeleaf, set up once. Template names are constants of this package, and templates are cached after the first use.
 *
 * <p>Thymeleaf runs once for each {@link Shape} of a page; the resulting {@link Skeleton} serves every page of that shape.
 * Thread-safe.
 */
public final class Templates {
    /** Far more than there are shapes; limited nevertheless, since visitors influence the shape of error pages. */
    static final int MOST_SKELETONS = 500;

    private static final String OWN_PLACE = "dev/saoma/page/view/";

    private final TemplateEngine engine = new TemplateEngine();
    private final Map<String, Skeleton> skeletons = new ConcurrentHashMap<>();

    Templates(Messages messages) {
        this(messages, OWN_PLACE);
    }

    /**
     * Reads the templates below {@code place} in the class path, with those texts; a template not found there is the login
     * page's.
     */
    public Templates(Messages messages, String place) {
        engine.addTemplateResolver(resolver(place, 1));
        if (!place.equals(OWN_PLACE)) {
            engine.addTemplateResolver(resolver(OWN_PLACE, 2));
        }
        engine.setMessageResolver(new OurMessages(messages));
    }

    private static ClassLoaderTemplateResolver resolver(String place, int order) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
        resolver.setOrder(order);
        resolver.setCheckExistence(true);
        resolver.setPrefix(place);
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        resolver.setCacheable(true);
        return resolver;
    }

    RenderedPage render(String template, Language language, Map<String, @Nullable Object> variables) {
        Shape shape = Shape.of(template + " " + language.tag(), variables);
        Skeleton skeleton = skeletons.get(shape.name());
        if (skeleton == null) {
            skeleton = new Skeleton(process(template, language, Shape.marked(variables)));
            if (skeletons.size() < MOST_SKELETONS) {
                skeletons.put(shape.name(), skeleton);
            }
        }
        return skeleton.with(shape.texts());
    }

    /** Returns what Thymeleaf renders from the template with exactly these variables. */
    public String process(String template, Language language, Map<String, @Nullable Object> variables) {
        Context context = new Context(language.locale());
        variables.forEach(context::setVariable);
        return engine.process(template, context);
    }

    int skeletons() {
        return skeletons.size();
    }

    private static final class OurMessages extends AbstractMessageResolver {

        private final Messages messages;

        OurMessages(Messages messages) {
            this.messages = messages;
        }

        @Override
        public String resolveMessage(
                ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] arguments) {
            Language language = Language.nearest(context.getLocale());
            return messages.text(language, key, arguments == null ? new Object[0] : arguments);
        }

        @Override
        public String createAbsentMessageRepresentation(
                ITemplateContext context, @Nullable Class<?> origin, String key, Object @Nullable [] arguments) {
            throw new IllegalStateException("no text \"" + key + "\"");
        }
    }

    /**
     * Makes each component of a page's model a variable of its template with the same name, so that a value has one name in
     * the handler, the model, the template, the {@code data-} attribute and the script. Lists, and records that are not
     * nested in the model's type, are left to the caller.
     */
    static void put(Map<String, @Nullable Object> variables, Record model) {
        for (RecordComponent component : model.getClass().getRecordComponents()) {
            Object value = value(model, component);
            if (value instanceof Record part) {
                if (part.getClass().isMemberClass()) { // Others, such as the opener, have their own variable.
                    put(variables, part);
                }
            } else if (value instanceof URI || value instanceof Number) {
                variables.put(component.getName(), value.toString());
            } else if (value == null || value instanceof String || value instanceof Boolean || value instanceof Map) {
                variables.put(component.getName(), value);
            }
        }
    }

    private static @Nullable Object value(Record model, RecordComponent component) {
        try {
            return component.getAccessor().invoke(model);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the accessors of models are public and throw nothing", e);
        }
    }
}
