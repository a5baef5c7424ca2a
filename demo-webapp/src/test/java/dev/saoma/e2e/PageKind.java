package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.saoma.demo.DemoSite;
import dev.saoma.sandbox.Qr;
import dev.saoma.sandbox.SandboxUser;

/** Every kind of page that a person may see, and how to get there. */
enum PageKind {
    LOGIN {
        @Override
        void lead(Page tab, DemoSite site) {
            login(tab, site);
            assertThat(tab.locator("#status")).not().isEmpty();
        }
    },
    WAITING_FOR_THE_WINDOW {
        @Override
        void lead(Page tab, DemoSite site) {
            login(tab, site);
            tab.waitForPopup(() -> tab.click("#open-popup"));
            assertThat(tab.locator("#waiting")).isVisible();
        }
    },
    WINDOW_BLOCKED {
        @Override
        void lead(Page tab, DemoSite site) {
            tab.addInitScript("window.open = () => null");
            login(tab, site);
            tab.click("#open-popup");
            assertThat(tab.locator("#blocked")).isVisible();
        }
    },
    EXPIRED {
        @Override
        void lead(Page tab, DemoSite site) {
            tab.clock().install();
            login(tab, site);
            tab.clock().fastForward("05:01");
            assertThat(tab.locator("#expired")).isVisible();
        }
    },
    PROBLEM {
        @Override
        void lead(Page tab, DemoSite site) {
            login(tab, site);
            site.sandbox().failNext("access_token", 40029);
            confirm(new WeChatPages(site.sandbox()).inFrameOf(tab), site);
            assertThat(tab.locator("#problem")).isVisible();
        }
    },
    CONNECTION_LOST {
        @Override
        void lead(Page tab, DemoSite site) {
            tab.route("**/sign-in/finish", Route::abort);
            login(tab, site);
            confirm(new WeChatPages(site.sandbox()).inFrameOf(tab), site);
            assertThat(tab.locator("#retry")).isVisible();
        }
    },
    CONTINUE_AS {
        @Override
        void lead(Page tab, DemoSite site) {
            signedIn(tab, site);
            tab.navigate(site.application() + "/orders/8");
            tab.click("#sign-out");
            tab.click("#again");
            assertThat(tab.locator("body[data-page=continue]")).isVisible();
        }
    },
    GOING_ON {
        @Override
        void lead(Page tab, DemoSite site) {
            CONTINUE_AS.lead(tab, site);
            stayBefore(tab, "**/saoma/callback?**");
            tab.click("#continue");
            assertThat(tab.locator("body[data-page=onward]")).isVisible();
        }
    },
    FORM_POST {
        @Override
        void lead(Page tab, DemoSite site) {
            login(tab, site);
            tab.navigate(tab.url() + "&response_mode=form_post");
            tab.click("#open-redirect");
            stayBefore(tab, "**/saoma/callback");
            confirm(new WeChatPages(site.sandbox()).in(tab), site);
            assertThat(tab.locator("body[data-page=post]")).isVisible();
        }
    },
    WINDOW_DONE {
        @Override
        void lead(Page tab, DemoSite site) {
            login(tab, site);
            tab.navigate(tab.locator("#login").getAttribute("data-popup-url"));
            stayBefore(tab, "**/saoma/callback?**");
            confirm(new WeChatPages(site.sandbox()).in(tab), site);
            assertThat(tab.locator("#go-on")).isVisible();
        }
    },
    FRAME_ALONE {
        @Override
        void lead(Page tab, DemoSite site) {
            tab.navigate(site.page() + "/wechat/callback/frame?code=c&state=" + STATE);
            assertThat(tab.locator("#stranded")).isVisible();
        }
    },
    ERROR_WITH_WAYS_ON {
        @Override
        void lead(Page tab, DemoSite site) {
            login(tab, site);
            tab.click("#open-redirect");
            site.sandbox().failNext("access_token", 40163);
            confirm(new WeChatPages(site.sandbox()).in(tab), site);
            assertThat(tab.locator("#start-again")).isVisible();
        }
    },
    ERROR_WITHOUT_SIGN_IN {
        @Override
        void lead(Page tab, DemoSite site) {
            tab.navigate(site.page() + "/wechat/callback?code=c&state=" + STATE);
            assertThat(tab.locator("#error-id")).isVisible();
        }
    },
    ERROR_FOR_DEVELOPERS {
        @Override
        void lead(Page tab, DemoSite site) {
            tab.navigate(site.page() + "/authorize?client_id=order-desk&redirect_uri=https://evil.example/");
            assertThat(tab.locator("#error-id")).isVisible();
        }
    },
    SIGN_OUT_QUESTION {
        @Override
        void lead(Page tab, DemoSite site) {
            signedIn(tab, site);
            tab.navigate(site.page() + "/logout");
            assertThat(tab.locator("#sign-out")).isVisible();
        }
    },
    SIGNED_OUT {
        @Override
        void lead(Page tab, DemoSite site) {
            SIGN_OUT_QUESTION.lead(tab, site);
            tab.click("#sign-out");
            assertThat(tab.locator("main[data-asks=false]")).isVisible();
        }
    },
    ON_PHONE {
        @Override
        NewContextOptions device() {
            return Devices.phone(Devices.PHONE);
        }

        @Override
        void lead(Page tab, DemoSite site) {
            tab.navigate(site.application() + "/orders/7");
            assertThat(tab.locator("#address")).isVisible();
        }
    },
    IN_WECHAT {
        @Override
        NewContextOptions device() {
            return Devices.phone(Devices.WECHAT_ON_PHONE);
        }

        @Override
        void lead(Page tab, DemoSite site) {
            tab.navigate(site.application() + "/orders/7");
            assertThat(tab.locator("#sign-in-here")).isVisible();
        }
    },
    NOT_ADMITTED_BY_THE_FILTER {
        @Override
        void lead(Page tab, DemoSite site) {
            tab.navigate(site.application() + "/saoma/callback?error=access_denied&state=unknown");
            assertThat(tab.locator("h1")).isVisible();
        }
    };

    private static final String STATE = "abcdefghijklmnopqrstuvwxyz012345";

    /** Leads {@code tab}, whose browser knows nothing of us yet, to the page. */
    abstract void lead(Page tab, DemoSite site);

    NewContextOptions device() {
        return new NewContextOptions();
    }

    /** What goes on by itself stays where it is: a browser that is answered 204 keeps the page it has. */
    private static void stayBefore(Page tab, String address) {
        tab.route(address, route -> route.fulfill(new FulfillOptions().setStatus(204)));
    }

    private static void login(Page tab, DemoSite site) {
        tab.navigate(site.application() + "/orders/7");
        assertThat(tab.locator("body[data-page=login]")).isVisible();
    }

    private static void signedIn(Page tab, DemoSite site) {
        login(tab, site);
        confirm(new WeChatPages(site.sandbox()).inFrameOf(tab), site);
        assertThat(tab).hasURL(site.application() + "/orders/7");
    }

    /** By the person whose name breaks careless pages. */
    private static void confirm(Qr code, DemoSite site) {
        SandboxUser hostile = site.sandbox().users().get(5);
        code.scanAs(hostile);
        code.confirm();
    }
}
