package dev.saoma.filter.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Tomcat: WARs in {@code webapps}, started with {@code catalina.sh run} on a {@code CATALINA_BASE} of its own. */
final class TomcatDistribution extends Distribution {
    TomcatDistribution(String name, Path home) throws IOException {
        super(name, home);
    }

    @Override
    public void start(Map<String, Path> wars) throws Exception {
        copyFolder(home.resolve("conf"), base.resolve("conf"));
        for (String folder : new String[] {"webapps", "logs", "temp", "work"}) {
            Files.createDirectories(base.resolve(folder));
        }
        Path server = base.resolve("conf/server.xml");
        Files.writeString(
                server,
                Files.readString(server)
                        .replace("port=\"8005\"", "port=\"-1\"")
                        .replace(
                                "<Connector port=\"8080\"",
                                "<Connector address=\"127.0.0.1\" port=\"" + port() + "\""));
        for (Map.Entry<String, Path> war : wars.entrySet()) {
            Files.copy(war.getValue(), base.resolve("webapps").resolve(war.getKey() + ".war"));
        }
        launch(
                Map.of("CATALINA_HOME", home.toString(), "CATALINA_BASE", base.toString()),
                home.resolve("bin/catalina.sh").toString(),
                "run");
        awaitInLog("Server startup in");
    }
}
