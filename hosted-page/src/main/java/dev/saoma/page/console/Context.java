package dev.saoma.page.console;

import dev.saoma.page.console.state.ConsoleCookies;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.console.state.Databases;
import dev.saoma.page.console.state.Sessions;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the router and the handlers share.
 *
 * @param page all settings, as they are now
 * @param pools those that have a directory, as the settings are now
 */
record Context(
        Supplier<PageSettings> page,
        Supplier<List<ConsolePool>> pools,
        Sessions sessions,
        ConsoleCookies cookies,
        Databases databases,
        Screens screens,
        RandomText random,
        Clock clock) {
    /** Where the console is, which changes at a restart only. */
    ConsoleSettings settings() {
        return page.get().console().orElseThrow();
    }
}
