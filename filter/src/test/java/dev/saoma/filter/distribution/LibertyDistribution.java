package dev.saoma.filter.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Open Liberty: {@code server create}, a {@code server.xml} with a few features, {@code server run}. */
final class LibertyDistribution extends Distribution {
    private final String[] features;

    LibertyDistribution(String name, Path home, String... features) throws IOException {
        super(name, home);
        this.features = features;
    }

    @Override
    public void start(Map<String, Path> wars) throws Exception {
        String server = home.resolve("bin/server").toString();
        Map<String, String> environment = Map.of("WLP_USER_DIR", base.toString());
        if (run(environment, server, "create", "test") != 0) {
            throw new IllegalStateException(log());
        }
        Path folder = base.resolve("servers/test");
        StringBuilder text = new StringBuilder("<server>\n<featureManager>\n");
        for (String feature : features) {
            text.append("<feature>").append(feature).append("</feature>\n");
        }
        text.append("</featureManager>\n<httpEndpoint id=\"defaultHttpEndpoint\" host=\"127.0.0.1\" httpPort=\"")
                .append(port())
                .append("\" httpsPort=\"-1\"/>\n<applicationManager startTimeout=\"2m\"/>\n");
        Files.createDirectories(folder.resolve("apps"));
        for (Map.Entry<String, Path> war : wars.entrySet()) {
            String file = war.getKey() + ".war";
            Files.copy(war.getValue(), folder.resolve("apps").resolve(file));
            text.append("<webApplication location=\"").append(file).append("\" contextRoot=\"/");
            text.append(war.getKey()).append("\"/>\n");
        }
        Files.writeString(folder.resolve("server.xml"), text.append("</server>\n"));
        launch(environment, server, "run", "test");
        awaitInLog("CWWKF0011I");
    }
}
