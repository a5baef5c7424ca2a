package dev.saoma.filter.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Jetty: a {@code JETTY_BASE} with the modules of one servlet API, WARs in {@code webapps}, {@code java -jar start.jar}. */
final class JettyDistribution extends Distribution {
    private final String option;
    private final String modules;

    JettyDistribution(String name, Path home, String option, String modules) throws IOException {
        super(name, home);
        this.option = option;
        this.modules = modules;
    }

    @Override
    public void start(Map<String, Path> wars) throws Exception {
        String jar = home.resolve("start.jar").toString();
        if (run(Map.of(), java(), "-jar", jar, option + modules) != 0) {
            throw new IllegalStateException(log());
        }
        Path webapps = Files.createDirectories(base.resolve("webapps"));
        for (Map.Entry<String, Path> war : wars.entrySet()) {
            Files.copy(war.getValue(), webapps.resolve(war.getKey() + ".war"));
        }
        launch(Map.of(), java(), "-jar", jar, "jetty.http.host=127.0.0.1", "jetty.http.port=" + port());
        awaitInLog("oejs\\.Server:main: ?Started (oejs\\.Server|Server)?@|Started oejs\\.Server@");
    }
}
