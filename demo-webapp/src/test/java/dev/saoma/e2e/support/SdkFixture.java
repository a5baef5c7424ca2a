package dev.saoma.e2e.support;

import com.microsoft.playwright.BrowserContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of the browser SDK in the demonstration over https, each with a new browser profile. */
@ExtendWith(PopupFixture.Shared.class)
public abstract class SdkFixture {
    protected static PopupFixture all;

    protected BrowserContext person;
    /** Errors of scripts and policies in that browser. */
    protected final List<String> complaints = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void useDemo(PopupFixture shared) {
        all = shared;
    }

    @BeforeEach
    void openBrowser() {
        person = all.browsers.person(complaints);
    }

    @AfterEach
    void closeBrowser() {
        all.front.asTheyAre();
        person.close();
    }
}
