package dev.saoma.filter.distribution;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An executable Spring Boot application, which is its own container: {@code java -jar app.jar} with its settings. */
public final class BootApplication extends Distribution {
    private final List<String> command = new ArrayList<>();

    public BootApplication(String name, Path jar) throws IOException {
        super(name, jar.getParent());
        command.addAll(List.of(java(), "-jar", jar.toAbsolutePath().toString()));
        set("server.address", "127.0.0.1");
        set("server.port", "" + port());
    }

    /** Sets a property on the command line. */
    public void set(String property, String value) {
        command.add("--" + property + "=" + value);
    }

    @Override
    public void start(Map<String, Path> wars) throws Exception {
        if (!wars.isEmpty()) {
            throw new IllegalArgumentException("wars: a Boot application is its own");
        }
        launch(Map.of(), command.toArray(new String[0]));
        awaitInLog("Started App in");
    }
}
