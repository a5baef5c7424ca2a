package dev.saoma.e2e;

import dev.saoma.e2e.support.NodeJs;
import dev.saoma.e2e.support.Npm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A site in JavaScript whose sign-in is the npm package openid-client, running in the Node.js that Playwright brings. */
final class NodeClient implements AutoCloseable {
    private static final String VERSION = "6.8.9";

    private final Process process;
    private final URI uri;

    private NodeClient(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static NodeClient start(String clientId, String clientSecret) throws IOException {
        Path folder = Npm.install("openid-client", VERSION);
        Path script = folder.resolve("saoma-test.mjs");
        try (InputStream in = NodeClient.class.getResourceAsStream("openid-client.mjs")) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Process process = NodeJs.process(script, clientId, clientSecret)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader printed = process.inputReader(StandardCharsets.UTF_8);
        String port = printed.readLine();
        if (port == null) {
            throw new IllegalStateException("openid-client did not start, see above");
        }
        return new NodeClient(process, URI.create("http://localhost:" + port));
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
