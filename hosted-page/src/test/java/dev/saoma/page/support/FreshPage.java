package dev.saoma.page.support;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A page for each test, which may stop it, change its clock and count calls to WeChat; and a browser in front of it. */
public abstract class FreshPage {
    @TempDir
    public Path directory;

    public PageUnderTest page;
    public Browser browser;

    @BeforeEach
    public final void startPage() {
        page = newPage();
        browser = new Browser(page.issuer);
    }

    @AfterEach
    public final void stopPage() {
        page.close();
    }

    /** Returns a page with the settings that the class needs. */
    public PageUnderTest newPage() {
        return new PageUnderTest(directory);
    }

    public static JsonObject json(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }
}
