package dev.saoma.filter.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** WildFly: {@code standalone.sh} on a base directory of its own, WARs dropped into {@code deployments}. */
final class WildFlyDistribution extends Distribution {
    WildFlyDistribution(String name, Path home) throws IOException {
        super(name, home);
    }

    @Override
    public void start(Map<String, Path> wars) throws Exception {
        Path standalone = base.resolve("standalone");
        copyFolder(home.resolve("standalone"), standalone);
        launch(
                Map.of("JBOSS_HOME", home.toString()),
                home.resolve("bin/standalone.sh").toString(),
                "-b=127.0.0.1",
                "-bmanagement=127.0.0.1",
                "-Djboss.server.base.dir=" + standalone,
                "-Djboss.http.port=" + port(),
                "-Djboss.https.port=" + freePort(),
                "-Djboss.management.http.port=" + freePort());
        awaitInLog("WFLYSRV0025");
        Path deployments = standalone.resolve("deployments");
        for (Map.Entry<String, Path> war : wars.entrySet()) {
            String file = war.getKey() + ".war";
            Files.copy(war.getValue(), deployments.resolve(file));
            Files.createFile(deployments.resolve(file + ".dodeploy"));
            await(
                    file,
                    () -> Files.exists(deployments.resolve(file + ".deployed"))
                            || Files.exists(deployments.resolve(file + ".failed")));
        }
    }
}
