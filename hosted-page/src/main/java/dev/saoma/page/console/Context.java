package dev.saoma.page.console;

import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the router and the handlers share.
 *
 * @param pools those that have a directory, as the settings are now
 */
record Context(
        ConsoleSettings settings,
        Supplier<List<ConsolePool>> pools,
        Sessions sessions,
        ConsoleCookies cookies,
        Databases databases,
        Screens screens,
        RandomText random,
        Clock clock) {}
