package dev.saoma.page.console;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.ConsoleUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A console for each test, with an owner who is signed in. */
abstract class ConsoleFixture {
    @TempDir
    Path directory;

    ConsoleUnderTest console;
    Browser owner;

    @BeforeEach
    void openConsole() {
        console = new ConsoleUnderTest(directory, "everybody", "");
        owner = console.owner("c1");
    }

    @AfterEach
    void closeConsole() {
        console.close();
    }
}
