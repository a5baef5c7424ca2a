package dev.saoma.filter.support;

import dev.saoma.filter.container.War;
import dev.saoma.filter.distribution.Distribution;
import dev.saoma.filter.distribution.Distributions;
import dev.saoma.filter.test.TestProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The applications that the tests deploy to a distribution, by context path without its slash. */
public record DistributionApps(Distributions distribution, Distribution container, TestProvider provider) {
    private static final String FILE = "WEB-INF/classes/saoma.properties";
    private static final String BEANS = """
            <beans xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="1.1" bean-discovery-mode="annotated"/>
            """;
    private static final String SPRING_BEANS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <beans xmlns="http://www.springframework.org/schema/beans"
                   xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                   xsi:schemaLocation="http://www.springframework.org/schema/beans
                       http://www.springframework.org/schema/beans/spring-beans.xsd">
              <bean id="springSessionRepositoryFilter" class="org.springframework.session.web.http.SessionRepositoryFilter">
                <constructor-arg>
                  <bean class="org.springframework.session.MapSessionRepository">
                    <constructor-arg><bean class="java.util.concurrent.ConcurrentHashMap"/></constructor-arg>
                  </bean>
                </constructor-arg>
              </bean>
            </beans>
            """;
    private static final String SPRING_SESSION = """
            <listener>
              <listener-class>org.springframework.web.context.ContextLoaderListener</listener-class>
            </listener>
            <filter>
              <filter-name>springSessionRepositoryFilter</filter-name>
              <filter-class>org.springframework.web.filter.DelegatingFilterProxy</filter-class>
              <async-supported>true</async-supported>
            </filter>
            <filter-mapping>
              <filter-name>springSessionRepositoryFilter</filter-name>
              <url-pattern>/*</url-pattern>
              <dispatcher>REQUEST</dispatcher>
              <dispatcher>ERROR</dispatcher>
            </filter-mapping>
            """;

    private static final String OLD_WEB_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE web-app PUBLIC "-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN"
                "http://java.sun.com/dtd/web-app_2_3.dtd">
            <web-app>
              %s
              <servlet>
                <servlet-name>application</servlet-name>
                <servlet-class>dev.saoma.filter.container.app.Application</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>application</servlet-name>
                <url-pattern>/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    /** Whether an application with a web.xml of Servlet 2.3 was tried in this container. */
    public boolean hasOldWebXml() {
        return distribution == Distributions.TOMCAT_8_5 || distribution == Distributions.JETTY_12_EE8;
    }

    public Map<String, Path> write() throws IOException {
        String open =
                "<init-param><param-name>publicPaths</param-name><param-value>/public/*</param-value></init-param>";
        String mistake = "<init-param><param-name>publicPath</param-name><param-value>/x</param-value></init-param>";
        Map<String, Path> wars = new LinkedHashMap<>();
        // With CDI, whose listeners some containers put in front of everything.
        wars.put(
                "web-xml",
                war().add("WEB-INF/beans.xml", BEANS)
                        .webXml("3.1", webXml("web-xml"))
                        .write());
        wars.put(
                "public-web-xml",
                war().webXml("3.1", webXml("public-web-xml").replace("</filter>", open + "</filter>"))
                        .write());
        wars.put("file", war().add(FILE, properties("file")).write());
        wars.put(
                "wrong-web-xml",
                war().withJarOfOtherContainers()
                        .webXml("3.1", webXml("wrong-web-xml"))
                        .write());
        wars.put(
                "wrong-file",
                war().withJarOfOtherContainers()
                        .add(FILE, properties("wrong-file"))
                        .write());
        wars.put(
                "mistake-web-xml",
                war().webXml("3.1", webXml("mistake-web-xml").replace("</filter>", mistake + "</filter>"))
                        .write());
        wars.put(
                "mistake-file",
                war().add(FILE, properties("mistake-file") + "publicPath = /x\n")
                        .write());
        wars.put(
                "session-behind",
                spring().webXml("3.1", webXml("session-behind") + SPRING_SESSION)
                        .write());
        wars.put(
                "session-in-front",
                spring().webXml("3.1", SPRING_SESSION + webXml("session-in-front"))
                        .write());
        if (hasOldWebXml()) {
            wars.put(
                    "old-web-xml",
                    war().add("WEB-INF/web.xml", OLD_WEB_XML.formatted(webXml("old-web-xml")))
                            .write());
        }
        return wars;
    }

    private War war() throws IOException {
        return new War(dropIn(distribution.api())).withEndpoint();
    }

    private War spring() throws IOException {
        return war().withLibraries(Path.of("target", "distributions", "spring-" + distribution.api()))
                // GlassFish concludes from some classes of Spring that the application needs CDI.
                .add("WEB-INF/beans.xml", BEANS)
                .add("WEB-INF/applicationContext.xml", SPRING_BEANS);
    }

    /** Returns the finished jar. */
    public static Path dropIn(String api) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("saoma-filter-.*-" + api + "\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Returns the README's snippet for web.xml, with only its four values replaced. */
    private String webXml(String context) throws IOException {
        Matcher snippet = Pattern.compile("<!-- tested: web.xml -->\\n```xml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "README.md")));
        if (!snippet.find()) {
            throw new IllegalStateException("the README has no snippet marked web.xml");
        }
        return snippet.group(1)
                .replace("https://login.example.cn", provider.issuer())
                .replace("${env:CRM_SECRET}", TestProvider.CLIENT_SECRET)
                .replace("https://crm.example.cn", url(context, ""));
    }

    private String properties(String context) {
        return "issuer = " + provider.issuer() + "\nclientId = crm\nappUrl = " + url(context, "") + "\nclientSecret = "
                + TestProvider.CLIENT_SECRET + "\npublicPaths = /chat/open /public/*\nroles = /chat/closed = nobody\n";
    }

    public String url(String context, String path) {
        return "http://127.0.0.1:" + container.port() + "/" + context + path;
    }
}
