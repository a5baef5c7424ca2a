package dev.saoma.filter.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** GlassFish and Payara: {@code asadmin create-domain}, {@code start-domain} and one {@code deploy} for each application. */
final class GlassFishDistribution extends Distribution {
    GlassFishDistribution(String name, Path home) throws IOException {
        super(name, home);
    }

    @Override
    public void start(Map<String, Path> wars) throws Exception {
        String asadmin = home.resolve("glassfish/bin/asadmin").toString();
        String domains = base.resolve("domains").toString();
        int admin = freePort();
        String ports = "domain.jmxPort=" + freePort() + ":http.ssl.port=" + freePort() + ":jms.port=" + freePort()
                + ":orb.listener.port=" + freePort() + ":orb.ssl.port=" + freePort() + ":orb.mutualauth.port="
                + freePort();
        int made = run(
                Map.of(),
                asadmin,
                "create-domain",
                "--nopassword",
                "--domaindir",
                domains,
                "--adminport",
                "" + admin,
                "--instanceport",
                "" + port(),
                "--domainproperties",
                ports,
                "test");
        if (made != 0) {
            throw new IllegalStateException(log());
        }
        Path file = base.resolve("domains/test/config/domain.xml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("0.0.0.0", "127.0.0.1")
                        .replaceAll("<network-listener (?![^>]*address=)", "<network-listener address=\"127.0.0.1\" ")
                        .replace(
                                "<hazelcast-config-specific-configuration",
                                "<hazelcast-config-specific-configuration enabled=\"false\""));
        launch(Map.of(), asadmin, "start-domain", "--verbose", "--domaindir", domains, "test");
        awaitPort(admin);
        await("the administration", () -> {
            try {
                return run(Map.of(), asadmin, "--port", "" + admin, "uptime") == 0;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        for (Map.Entry<String, Path> war : wars.entrySet()) {
            run(
                    Map.of(),
                    asadmin,
                    "--port",
                    "" + admin,
                    "deploy",
                    "--contextroot",
                    "/" + war.getKey(),
                    "--name",
                    war.getKey(),
                    war.getValue().toAbsolutePath().toString());
        }
    }
}
