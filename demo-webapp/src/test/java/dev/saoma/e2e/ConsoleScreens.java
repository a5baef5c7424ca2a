package dev.saoma.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The addresses of the console's screens, by name: all those in its table, so that a new screen is tested too. */
final class ConsoleScreens {
    private final Map<String, String> queries = new LinkedHashMap<>();

    /**
     * @param person the known person whom the screens show
     * @param other the person who would be merged into that one
     */
    ConsoleScreens(String person, String other) {
        for (String path : List.of("/people/person", "/people/block", "/people/erase")) {
            queries.put(path, "?id=" + person);
        }
        queries.put("/people/merge", "?id=" + person + "&gone=" + other);
        queries.put("/audit", "?verify=1");
        queries.put("/wechat/change", "?id=officialAccount"); // The file configures the other account.
        queries.put("/wechat/remove", "?id=officialAccount");
        queries.put("/administrators/requests/confirm", "?id=none"); // No request waits without separation of duties.
        queries.put("/wechat/change", "?id=officialAccount");
        queries.put("/wechat/remove", "?id=officialAccount"); // There is nothing to remove.
        for (String path : List.of("/applications/one", "/applications/edit", "/applications/remove")) {
            queries.put(path, "?id=desk");
        }
    }

    /**
     * Adds the addresses of the first administrator, and of a secret of the application {@code desk}, from the pages' links.
     */
    ConsoleScreens withWhatIsThere(Page tab, String url) {
        tab.navigate(url + "/applications/one?id=desk");
        queries.put("/applications/end", query(tab, "a[href^='/applications/end']"));
        tab.navigate(url + "/administrators");
        String administrator = query(tab, "tbody th a");
        queries.put("/administrators/one", administrator);
        queries.put("/administrators/remove", administrator);
        return this;
    }

    private static String query(Page tab, String link) {
        String address = tab.locator(link).first().getAttribute("href");
        return address.substring(address.indexOf('?'));
    }

    /** Returns one address for each row of the table. */
    Map<String, String> all() {
        Map<String, String> screens = new LinkedHashMap<>();
        for (String path : table()) {
            String name = path.equals("/") ? "overview" : path.substring(1).replace('/', '-');
            screens.put(name, path + queries.getOrDefault(path, ""));
        }
        return screens;
    }

    /** Returns the same, and some of them in further states. */
    Map<String, String> allAndMore() {
        Map<String, String> screens = all();
        screens.put("application-file", "/applications/edit?id=crm");
        screens.put("application-library", "/applications/one?id=desk&tab=library");
        screens.put("application-html", "/applications/one?id=crm&tab=html");
        screens.put("application-war", "/applications/new?kind=war");
        screens.put("application-page", "/applications/new?kind=page");
        screens.put("people-none", "/people?q=zzzz");
        screens.put("person-hostile", "/people/person?id=" + ConsoleData.subject(1));
        screens.put("look-draft", "/look?draft=1&name=Shan&accent=%23ffe14d&page=waiting&theme=dark");
        screens.put("look-mistake", "/look?draft=1&accent=red");
        screens.put("notfound", "/nowhere");
        return screens;
    }

    /**
     * Returns the paths of the screens in the source's table, without those that are not pages of the console itself.
     */
    private static List<String> table() {
        Path sources = Path.of("..", "hosted-page", "src", "main", "java", "dev", "saoma", "page", "console");
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> paths = new ArrayList<>();
            for (Path file : files.filter(one -> one.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                Matcher row = Pattern.compile("\\bscreen\\(\"(/[^\"]*)\"\\)").matcher(Files.readString(file));
                while (row.find()) {
                    paths.add(row.group(1));
                }
            }
            paths.removeIf(path -> path.contains(".") || path.equals("/look/preview"));
            assertThat(paths).contains("/", "/people", "/test", "/settings");
            return paths;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
