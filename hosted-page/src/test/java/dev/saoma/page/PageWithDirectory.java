package dev.saoma.page;

import dev.saoma.page.support.Browser;
import dev.saoma.page.support.PageUnderTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A page with a directory in the embedded database, and the command line beside it. */
abstract class PageWithDirectory {
    @TempDir
    Path directory;

    final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PageUnderTest page;
    Browser browser;

    void start(String admission) {
        start(admission, "");
    }

    void start(String admission, String more) {
        page = new PageUnderTest(
                directory, "", "directory: { admission: " + admission + ", database: { timeout: PT1M } }\n" + more);
        browser = new Browser(page.issuer);
    }

    @AfterEach
    void stop() {
        if (page != null) {
            page.close();
        }
    }

    /** Runs the command line as a second process would: with the same settings file. */
    int people(String... words) throws Exception {
        Path yaml = directory.resolve("page.yaml");
        Files.writeString(yaml, page.yaml());
        List<String> args = new java.util.ArrayList<>(List.of("--people"));
        args.addAll(List.of(words));
        args.add(yaml.toString());
        printed.reset();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Main(Map.of(), out, out, page.clock).run(args);
    }

    String output() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    HttpResponse<String> scan(Map<String, String> request, String code) {
        return browser.callback(browser.begin(request), code);
    }

    String code(String wechatCode) {
        return browser.signIn(Browser.crm(), wechatCode).get("code");
    }
}
