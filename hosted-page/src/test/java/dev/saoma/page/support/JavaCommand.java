package dev.saoma.page.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a Java process beside the tests' own. */
public final class JavaCommand {
    /** Such a process lives for seconds: optimising its code costs more time than it saves. */
    public static final List<String> OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private JavaCommand() {}

    /** Returns the command with these arguments, in a list that can be changed. */
    public static List<String> of(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the command that runs a class of the tests' class path. */
    public static List<String> ofClass(Class<?> main, String... arguments) {
        List<String> command = of("-cp", System.getProperty("java.class.path"), main.getName());
        command.addAll(List.of(arguments));
        return command;
    }
}
