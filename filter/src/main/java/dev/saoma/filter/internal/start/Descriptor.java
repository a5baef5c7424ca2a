package dev.saoma.filter.internal.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.FactoryConfigurationError;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The parts of a {@code web.xml} that affect how the filter is registered or what is called before it; empty if the file is
 * missing or cannot be read. Immutable.
 */
public final class Descriptor {
    /** Name of the fragment in the drop-in jar. */
    private static final String FRAGMENT = "dev_saoma_filter";

    private final Set<String> filters = new LinkedHashSet<>();
    private final Set<String> filterClasses = new LinkedHashSet<>();
    private final Set<String> ordered = new LinkedHashSet<>();
    private final List<String> mapped = new ArrayList<>();
    private String mappedFilter = "";
    private boolean ordersAll;
    private boolean ordersOthers;
    private boolean rolesOfContainer;
    private boolean loginOfContainer;

    private Descriptor() {}

    static Descriptor read(@Nullable InputStream webXml) {
        if (webXml == null) {
            return new Descriptor();
        }
        Descriptor descriptor = new Descriptor();
        try (InputStream in = webXml) {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(false);
            factory.setValidating(false);
            factory.newSAXParser().parse(in, descriptor.new Reader());
            return descriptor;
        } catch (IOException
                | SAXException
                | ParserConfigurationException
                | RuntimeException
                | LinkageError
                | FactoryConfigurationError e) {
            // The container reads the file too and reports the error; or the WAR contains an old XML library.
            return new Descriptor();
        }
    }

    /** Whether it has a {@code <filter>} element of that name. */
    public boolean declares(String filterName) {
        return filters.contains(filterName);
    }

    /** Whether it has a {@code <filter>} element with that class. */
    public boolean declaresClass(String filterClass) {
        return filterClasses.contains(filterClass);
    }

    /**
     * Returns the names of filters in the order in which they are called: those of mappings with a URL pattern; unmodifiable.
     */
    public List<String> mappedToUrls() {
        return Collections.unmodifiableList(mapped);
    }

    /** Whether {@code <absolute-ordering>} hides the drop-in jar from the container. */
    public boolean hidesDropIn() {
        return ordersAll && !ordersOthers && !ordered.contains(FRAGMENT);
    }

    /** Whether the container requires a sign-in of its own, which precedes any filter. */
    public boolean hasContainerSignIn() {
        return rolesOfContainer || loginOfContainer;
    }

    private final class Reader extends DefaultHandler {
        private final Deque<String> path = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();

        // An old DOCTYPE names a file on the web: never fetched.
        @Override
        public InputSource resolveEntity(@Nullable String publicId, @Nullable String systemId) {
            return new InputSource(new StringReader(""));
        }

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) {
            String element = name.substring(name.indexOf(':') + 1);
            String parent = path.isEmpty() ? "" : path.peek();
            path.push(element);
            text.setLength(0);
            if (element.equals("absolute-ordering")) {
                ordersAll = true;
            } else if (element.equals("others") && parent.equals("absolute-ordering")) {
                ordersOthers = true;
            } else if (element.equals("login-config")) {
                loginOfContainer = true;
            }
        }

        @Override
        public void characters(char[] characters, int start, int length) {
            text.append(characters, start, length);
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            String element = path.pop();
            String parent = path.isEmpty() ? "" : path.peek();
            if (element.equals("name") && parent.equals("absolute-ordering")) {
                ordered.add(text.toString().trim());
            } else if (element.equals("role-name") && parent.equals("auth-constraint")) {
                rolesOfContainer = true;
            } else if (element.equals("filter-name") && parent.equals("filter")) {
                filters.add(text.toString().trim());
            } else if (element.equals("filter-name") && parent.equals("filter-mapping")) {
                mappedFilter = text.toString().trim();
            } else if (element.equals("url-pattern") && parent.equals("filter-mapping")) {
                mapped.add(mappedFilter);
            } else if (element.equals("filter-class")) {
                filterClasses.add(text.toString().trim());
            }
        }
    }
}
