package dev.saoma.filter.container;

import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ErrorPage;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EventListener;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads the parts of a WAR that the tests use: filters, servlets, listeners, error pages, initializers in jars. */
final class UndertowWar {
    private final ClassLoader loader;
    private final DeploymentInfo info = new DeploymentInfo();

    private UndertowWar(Path folder) throws IOException {
        loader = new WarClassLoader(folder.resolve("WEB-INF"));
        info.setClassLoader(loader).setResourceManager(new PathResourceManager(folder));
    }

    static DeploymentInfo read(Path war) throws Exception {
        Path folder = unpack(war);
        UndertowWar reader = new UndertowWar(folder);
        for (ServletContainerInitializer initializer :
                ServiceLoader.load(ServletContainerInitializer.class, reader.loader)) {
            reader.info.addServletContainerInitializer(
                    new ServletContainerInitializerInfo(initializer.getClass(), Set.of()));
        }
        reader.descriptor(folder.resolve("WEB-INF/web.xml"));
        reader.info.addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, new WebSocketDeploymentInfo());
        return reader.info;
    }

    private void descriptor(Path file) throws Exception {
        Element root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        all(root, "context-param").forEach(p -> info.addInitParameter(text(p, "param-name"), text(p, "param-value")));
        for (Element filter : all(root, "filter")) {
            FilterInfo added = new FilterInfo(
                    text(filter, "filter-name"),
                    load(text(filter, "filter-class")).asSubclass(Filter.class));
            added.setAsyncSupported(Boolean.parseBoolean(text(filter, "async-supported")));
            all(filter, "init-param").forEach(p -> added.addInitParam(text(p, "param-name"), text(p, "param-value")));
            info.addFilter(added);
        }
        for (Element mapping : all(root, "filter-mapping")) {
            List<Element> types = all(mapping, "dispatcher");
            if (types.isEmpty()) {
                info.addFilterUrlMapping(
                        text(mapping, "filter-name"), text(mapping, "url-pattern"), DispatcherType.REQUEST);
            }
            for (Element type : types) {
                DispatcherType dispatch =
                        DispatcherType.valueOf(type.getTextContent().trim());
                info.addFilterUrlMapping(text(mapping, "filter-name"), text(mapping, "url-pattern"), dispatch);
            }
        }
        for (Element servlet : all(root, "servlet")) {
            Class<? extends Servlet> type = load(text(servlet, "servlet-class")).asSubclass(Servlet.class);
            ServletInfo added = new ServletInfo(text(servlet, "servlet-name"), type).setAsyncSupported(true);
            all(root, "servlet-mapping").stream()
                    .filter(mapping -> text(mapping, "servlet-name").equals(added.getName()))
                    .forEach(mapping -> added.addMapping(text(mapping, "url-pattern")));
            info.addServlet(added);
        }
        for (Element listener : all(root, "listener")) {
            info.addListener(
                    new ListenerInfo(load(text(listener, "listener-class")).asSubclass(EventListener.class)));
        }
        for (Element page : all(root, "error-page")) {
            String code = text(page, "error-code");
            info.addErrorPage(
                    code.isEmpty()
                            ? new ErrorPage(text(page, "location"))
                            : new ErrorPage(text(page, "location"), Integer.parseInt(code)));
        }
    }

    private Class<?> load(String name) throws ClassNotFoundException {
        return Class.forName(name, true, loader);
    }

    private static List<Element> all(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = all(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().trim();
    }

    private static Path unpack(Path war) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "undertow").toAbsolutePath();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(war))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
        return folder;
    }

    /** Looks in the application first, as the servlet specification requires. */
    private static final class WarClassLoader extends URLClassLoader {
        WarClassLoader(Path webInf) throws IOException {
            super(urls(webInf), UndertowWar.class.getClassLoader());
        }

        private static URL[] urls(Path webInf) throws IOException {
            List<URL> urls = new ArrayList<>();
            urls.add(webInf.resolve("classes/").toUri().toURL());
            try (Stream<Path> jars = Files.list(webInf.resolve("lib"))) {
                for (Path jar : jars.toList()) {
                    urls.add(jar.toUri().toURL());
                }
            }
            return urls.toArray(URL[]::new);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith("dev.saoma.")) {
                    loaded = findClass(name);
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }
}
