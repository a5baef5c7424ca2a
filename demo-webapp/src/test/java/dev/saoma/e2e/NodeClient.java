package dev.saoma.e2e;

import dev.saoma.e2e.support.NodeJs;
import dev.saoma.e2e.support.Npm;
import dev.saoma.e2e.support.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

/** A site in JavaScript whose sign-in is the npm package openid-client, running in the Node.js that Playwright brings. */
final class NodeClient implements AutoCloseable {
    private static final String VERSION = "6.8.9";

    private final ServerProcess process;
    private final Path script;
    private final URI uri;

    private NodeClient(ServerProcess process, Path script, URI uri) {
        this.process = process;
        this.script = script;
        this.uri = uri;
    }

    static NodeClient start(String clientId, String clientSecret) throws IOException {
        Path folder = Npm.install("openid-client", VERSION);
        // Beside the package that it imports, and for this process alone: others may run the same test.
        Path script = Files.createTempFile(folder, "saoma-test", ".mjs");
        try (InputStream in = NodeClient.class.getResourceAsStream("openid-client.mjs")) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        ServerProcess process = ServerProcess.start(NodeJs.process(script, clientId, clientSecret));
        String port = process.awaitOutput(Pattern.compile("(?m)^(\\d+)\n"));
        return new NodeClient(process, script, URI.create("http://localhost:" + port));
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() throws IOException {
        process.close();
        Files.delete(script);
    }
}
