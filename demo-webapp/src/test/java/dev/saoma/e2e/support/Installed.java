package dev.saoma.e2e.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of the machine that some tests run. Where one is missing, they are skipped with a line on the error stream.
 */
public final class Installed {
    private Installed() {}

    /**
     * Returns the executable of that name; without it the calling test is skipped, or fails with {@code -Dsaoma.require=NAME}.
     *
     * @param debian the Debian package that contains it
     */
    public static Path orSkip(String name, String debian) {
        return onPath(name).findFirst().orElseGet(() -> missing(name, debian));
    }

    /**
     * Returns Debian's Python, because its libraries are Debian's, with that module; otherwise like {@link #orSkip}.
     */
    public static Path pythonOrSkip(String module, String debian) throws Exception {
        Path python = Path.of("/usr/bin/python3");
        boolean has = Files.isExecutable(python)
                && new ProcessBuilder(python.toString(), "-c", "import " + module)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .onExit()
                                .get(1, TimeUnit.MINUTES)
                                .exitValue()
                        == 0;
        return has ? python : missing("python3", debian);
    }

    /**
     * Returns the module of Debian's Apache, such as {@code libphp*.so}; without it like {@link #orSkip} of apache2.
     */
    public static Path apacheModuleOrSkip(String name, String debian) throws IOException {
        Path modules = Path.of("/usr/lib/apache2/modules");
        if (Files.isDirectory(modules)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(modules, name)) {
                for (Path module : found) {
                    return module;
                }
            }
        }
        return missing("apache2", debian);
    }

    private static Path missing(String name, String debian) {
        if (Arrays.asList(System.getProperty("saoma.require", "").split(",")).contains(name)) {
            throw new AssertionError(name + " is required here and not installed: apt-get install " + debian);
        }
        System.err.println("SKIPPED: no " + name + " on this machine. On Debian: apt-get install " + debian);
        return Assumptions.abort(name + " is not installed");
    }

    /** Returns the executables of these names, folder by folder, where shells and administrators look for them. */
    static Stream<Path> onPath(String... names) {
        Stream<String> onPath =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return Stream.concat(onPath, Stream.of("/usr/sbin", "/usr/local/sbin"))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable);
    }
}
