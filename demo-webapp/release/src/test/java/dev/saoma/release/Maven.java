package dev.saoma.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Maven that runs this build, run once more in another folder. */
final class Maven {
    private Maven() {}

    static String command() {
        return Path.of(System.getProperty("maven.home"), "bin", "mvn").toString();
    }

    /** Runs it with the local repository of this build. */
    static void run(Path folder, List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>(arguments);
        all.add("-Dmaven.repo.local=" + System.getProperty("maven.repo.local"));
        runAlone(folder, all);
    }

    /** Runs it with what the arguments name, and fails with its output unless it succeeds. */
    static void runAlone(Path folder, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(command(), "--batch-mode"));
        command.addAll(arguments);
        Path output = folder.resolve("maven-output.txt");
        ProcessBuilder maven = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        maven.environment().remove("MAVEN_ARGS");

        int exit = maven.start().waitFor();

        assertThat(exit).as("mvn %s:%n%s", arguments, Files.readString(output)).isZero();
    }
}
