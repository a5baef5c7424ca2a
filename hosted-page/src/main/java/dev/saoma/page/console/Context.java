package dev.saoma.page.console;

import dev.saoma.page.console.content.Link;
import dev.saoma.page.console.state.ConsoleCookies;
import dev.saoma.page.console.state.ConsolePool;
import dev.saoma.page.console.state.Databases;
import dev.saoma.page.console.state.Sessions;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.settings.PageSettings;
import dev.saoma.page.settings.ProcessSettings.ConsoleSettings;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The collaborators that the router and the handlers share.
 *
 * @param page supplies the current settings
 * @param pools supplies the current pools with a directory
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
    /** Returns the settings of the console, which change only at a restart. */
    ConsoleSettings settings() {
        return page.get().console().orElseThrow();
    }

    /** Redirects to a path of the console. */
    PageResponse redirect(String path) {
        return leave(settings().url() + path);
    }

    /** Redirects after a write, to a screen that shows the text {@code done.WORD}. */
    PageResponse done(String path, String word) {
        return redirect(Link.to(path, Map.of("done", word)));
    }

    /** Redirects to any address. */
    PageResponse leave(String address) {
        return PageResponse.redirect(URI.create(address));
    }
}
