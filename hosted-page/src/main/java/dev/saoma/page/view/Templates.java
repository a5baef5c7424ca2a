package dev.saoma.page.view;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Thymeleaf, set up once. Template names are constants of this package, and templates are kept after the first use. */
final class Templates {

    private final TemplateEngine engine = new TemplateEngine();

    Templates(Messages messages) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
        resolver.setPrefix("dev/saoma/page/view/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        resolver.setCacheable(true);
        engine.setTemplateResolver(resolver);
        engine.setMessageResolver(new OurMessages(messages));
    }

    String render(String template, Language language, Map<String, @Nullable Object> variables) {
        Context context = new Context(language.locale());
        variables.forEach(context::setVariable);
        return engine.process(template, context);
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
}
