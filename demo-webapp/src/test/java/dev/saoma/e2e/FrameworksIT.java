package dev.saoma.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import dev.saoma.e2e.support.OnePageSite;
import dev.saoma.e2e.support.PopupFixture;
import dev.saoma.e2e.support.SdkFixture;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 11, C6: what frameworks do to the SDK on purpose, and what browsers forbid. */
class FrameworksIT extends SdkFixture {
    /** Like React's StrictMode: every component is created, thrown away and created again. */
    private static final String STRICT_MODE = """
            <!DOCTYPE html><title>?</title><button id="try">sign in</button><main></main>
            <script src="https://login.test/sdk/v1/saoma.global.js"></script>
            <script>
              const make = () => new Saoma.AuthenticationClient({ appId: 'sibling', appHost: 'https://login.test' });
              const results = [];
              const effect = () => make().social.%s.then(
                (user) => results.push(String(user && user.id)), (error) => results.push(error.reason));
              const twice = () => Promise.all([effect(), effect()]).then(() => { document.title = results.join(' '); });
              document.getElementById('try').onclick = () => make().social.authorize('wechat:pc', { mode: 'redirect' }).catch(
                (error) => { document.title = error.reason; });
              const forbid = (how) => Object.defineProperty(window, 'sessionStorage', { get: how });
              %s
            </script>""";

    private Page tab(OnePageSite site) {
        Page tab = person.newPage();
        tab.navigate(all.front.url("www.login.test", site.port()) + "/app");
        return tab;
    }

    @Test
    @DisplayName(
            "handleRedirectCallback called twice, by clients made twice, gives the user to both and to those after them")
    void resultOfARedirect_isTheSameForEveryClient() throws Exception {
        String html = STRICT_MODE.formatted("handleRedirectCallback()", "twice();");
        try (OnePageSite site = OnePageSite.start("object-src 'none'", html)) {
            Page tab = tab(site);
            assertThat(tab).hasTitle("null null");

            tab.click("#try");
            assertThat(tab).hasURL(Pattern.compile("^https://login\\.test/authorize\\?"));
            all.scan(all.wechat().inFrameOf(tab));

            String id = all.user().unionid();
            assertThat(tab).hasTitle(id + " " + id);
            assertThat(tab.evaluate("make().getCurrentUser().then((user) => user.id)"))
                    .isEqualTo(id);
            PopupFixture.assertNothingIsStored(tab);
            assertThat(tab.evaluate("make().logout().then(() => make().social.handleRedirectCallback())"))
                    .isNull();
        }
    }

    @Test
    @DisplayName("authorize called twice when the page loads is one sign-in, and its result is there twice")
    void authorizeCalledTwice_isOneSignIn() throws Exception {
        String html = STRICT_MODE.formatted("authorize('wechat:pc', { mode: 'redirect' })", "twice();");
        try (OnePageSite site = OnePageSite.start("object-src 'none'", html)) {
            List<String> begun = new CopyOnWriteArrayList<>();
            person.onRequest(request -> note(begun, request, "/authorize?"));
            Page tab = tab(site);

            assertThat(tab).hasURL(Pattern.compile("^https://login\\.test/authorize\\?"));
            all.scan(all.wechat().inFrameOf(tab));

            String id = all.user().unionid();
            assertThat(tab).hasTitle(id + " " + id);
            assertThat(begun).hasSize(1);
            assertThat(person.pages()).hasSize(1);
        }
    }

    @Test
    void codeInThePage_askedForTwice_isOneCode() throws Exception {
        String html =
                STRICT_MODE.formatted("authorize('wechat:pc', { mode: 'inline', container: 'main' })", "twice();");
        try (OnePageSite site = OnePageSite.start("object-src 'none'", html)) {
            Page tab = tab(site);

            assertThat(tab.locator("main iframe")).hasCount(1);
            all.scan(all.wechat().inFrame(tab.frameLocator("main iframe").frameLocator("#wechat-frame")));

            String id = all.user().unionid();
            assertThat(tab).hasTitle(id + " " + id);
        }
    }

    @Test
    void logoutCalledTwice_stillSaysWhoLeaves() throws Exception {
        String html = STRICT_MODE.formatted("handleRedirectCallback()", "");
        try (OnePageSite site = OnePageSite.start("object-src 'none'", html)) {
            Page tab = tab(site);

            assertThat((List<?>) tab.evaluate("""
                    () => {
                      const client = make();
                      const urls = [];
                      client.buildLogoutUrl = function (options) {
                        return '#' + Saoma.AuthenticationClient.prototype.buildLogoutUrl.call(this, options);
                      };
                      client.setToken('a.eyJzdWIiOiJ4In0.c');
                      for (let i = 0; i < 2; i++) {
                        client.logout({ redirectUri: location.origin + '/' });
                        urls.push(location.hash.includes('id_token_hint=a.eyJzdWIiOiJ4In0.c'));
                      }
                      return urls;
                    }""")).isEqualTo(List.of(true, true));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "() => { throw new DOMException('no', 'SecurityError'); }",
                "() => null",
                "() => ({ getItem: () => null, setItem() { throw new DOMException('full', 'QuotaExceededError'); } })"
            })
    @DisplayName("a browser that stores nothing for the site gets that error, not the one of a blocked window")
    void redirectWithoutStorage_saysSo(String how) throws Exception {
        String html = STRICT_MODE.formatted("handleRedirectCallback()", "forbid(" + how + "); twice();");
        try (OnePageSite site = OnePageSite.start("object-src 'none'", html)) {
            Page tab = tab(site);
            assertThat(tab).hasTitle("null null");

            tab.click("#try");

            assertThat(tab).hasTitle("storage_denied");
        }
    }

    private static void note(List<String> begun, Request request, String path) {
        if (request.url().startsWith("https://login.test" + path)) {
            begun.add(request.url());
        }
    }
}
