package dev.saoma.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A key of GnuPG without a passphrase, in a key ring of its own. */
record SigningKey(Path home, String fingerprint) {
    static SigningKey make(Path home) throws Exception {
        Files.createDirectory(home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Output made = gpg(home, "--passphrase", "", "--quick-generate-key", "Saoma <release@saoma.invalid>", "ed25519");
        assertThat(made.exit())
                .as("gpg, which signs a release: %s", made.text())
                .isZero();
        String keys = gpg(home, "--with-colons", "--list-secret-keys").text();
        String line = keys.lines()
                .filter(row -> row.startsWith("fpr:"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(keys));
        return new SigningKey(home, line.split(":")[9]);
    }

    /** True if the file beside it with {@code .asc} at its end is this key's signature of the file. */
    boolean hasSigned(Path file) throws Exception {
        Path signature = file.resolveSibling(file.getFileName() + ".asc");
        Output verified = gpg(home, "--status-fd", "1", "--verify", signature.toString(), file.toString());
        return verified.exit() == 0 && verified.text().contains("[GNUPG:] VALIDSIG " + fingerprint);
    }

    /** Stops the agent that GnuPG has started. */
    void stopAgent() throws Exception {
        run("gpgconf", "--homedir", home.toString(), "--kill", "all");
    }

    private static Output gpg(Path home, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch"));
        command.addAll(Arrays.asList(arguments));
        return run(command.toArray(String[]::new));
    }

    private static Output run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }

    private record Output(int exit, String text) {}
}
