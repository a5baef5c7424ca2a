package dev.saoma.page.console.preview;

import dev.saoma.page.branding.Branding;
import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.view.Asset;
import dev.saoma.page.view.ContinuePage;
import dev.saoma.page.view.ErrorPage;
import dev.saoma.page.view.LanguageLink;
import dev.saoma.page.view.LoginPage;
import dev.saoma.page.view.Pages;
import dev.saoma.page.view.PhonePage;
import dev.saoma.page.view.RenderedPage;
import dev.saoma.page.view.SignOutPage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Previews of the login pages, rendered by the real templates for a look that may not be in use yet. They are shown in a
 * sandboxed frame with no scripts, forms or origin, and load only their style sheets and logo. Thread-safe.
 */
public final class Previews {
    /** The pages that can be previewed, by their names in URLs. */
    public static final List<String> PAGES =
            List.of("login", "continue", "phone", "waiting", "not_admitted", "wechat_unreachable", "sign_out");

    /** The themes, by their names in URLs. */
    public static final List<String> THEMES = List.of("light", "dark");

    private static final String ROOT = "/look/";
    private static final int MOST_LOOKS = 24;
    private static final URI NOWHERE = URI.create("#");
    private static final LoginPage.Target TARGET = new LoginPage.Target("CRM", "crm.example.com");

    private record Key(String theme, Branding branding) {}

    /** The most recently used looks, kept because a style sheet is requested after its page. */
    private final Map<Key, Pages> looks = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Pages> eldest) {
            return size() > MOST_LOOKS;
        }
    };

    private Pages pages(String theme, Branding branding) {
        synchronized (looks) {
            return looks.computeIfAbsent(new Key(theme, branding), key -> new Pages(ROOT + theme, branding));
        }
    }

    /** Returns a style sheet or logo of a look; the theme is that of the URL, whatever the browser prefers. */
    public Optional<PageResponse> file(PageRequest request) {
        if (!request.path().startsWith(ROOT) || !request.method().equals("GET")) {
            return Optional.empty();
        }
        String[] parts = request.path().substring(ROOT.length()).split("/");
        if (parts.length != 3 || !THEMES.contains(parts[0]) || !parts[1].equals("assets") || parts[2].endsWith(".js")) {
            return Optional.empty();
        }
        synchronized (looks) {
            return looks.entrySet().stream()
                    .filter(look -> look.getKey().theme().equals(parts[0]))
                    .flatMap(look -> look.getValue().asset(parts[2]).stream())
                    .findFirst()
                    .map(asset -> response(asset, parts[0]));
        }
    }

    private static PageResponse response(Asset asset, String theme) {
        byte[] bytes = asset.bytes();
        if (asset.contentType().startsWith("text/css")) {
            bytes = new String(bytes, StandardCharsets.UTF_8)
                    .replace("(prefers-color-scheme: dark)", theme.equals("dark") ? "all" : "not all")
                    .replace("color-scheme: light dark", "color-scheme: " + theme)
                    .getBytes(StandardCharsets.UTF_8);
        }
        return PageResponse.bytes(200, asset.contentType(), bytes)
                .with("Cross-Origin-Resource-Policy", "cross-origin"); // The sandboxed frame has no origin.
    }

    /** Renders a page for a frame of the console. */
    public PageResponse page(String name, String theme, Locale locale, Branding branding, String nonce) {
        RenderedPage rendered = render(pages(theme, branding), name, locale, nonce);
        // Looks as it does with scripts, which most browsers run; none runs here.
        String html = rendered.toString()
                .replaceFirst("<html ", "<html class=\"js\" ")
                .replaceAll("(?s)<script[^>]*>.*?</script>", "")
                .replace("content=\"light dark\"", "content=\"" + theme + "\"");
        return PageResponse.html(200, html, ContentPolicy.preview(nonce));
    }

    private static RenderedPage render(Pages pages, String name, Locale locale, String nonce) {
        List<LanguageLink> languages = Languages.ALL.stream()
                .map(one -> new LanguageLink(
                        one.getKey(),
                        one.getValue(),
                        NOWHERE.toString(),
                        one.getKey().equals(locale.toLanguageTag())))
                .toList();
        return switch (name) {
            case "continue" ->
                pages.offer(
                        new ContinuePage(TARGET, "小林", NOWHERE, "preview", "preview", NOWHERE, languages, null),
                        locale,
                        nonce);
            case "phone" ->
                pages.phone(
                        new PhonePage(
                                TARGET.applicationName(),
                                TARGET.applicationHost(),
                                "preview",
                                PhonePage.Place.PHONE,
                                null,
                                NOWHERE.toString(),
                                URI.create("https://crm.example.com/"),
                                languages),
                        locale,
                        nonce);
            case "waiting" -> error(pages, "awaiting_approval", "123456", locale, nonce);
            case "not_admitted", "wechat_unreachable" -> error(pages, name, null, locale, nonce);
            case "sign_out" -> pages.signOut(new SignOutPage(TARGET.applicationName(), NOWHERE, null), locale, nonce);
            default -> pages.login(login(languages), locale, nonce);
        };
    }

    private static RenderedPage error(Pages pages, String kind, @Nullable String number, Locale locale, String nonce) {
        return pages.error(
                new ErrorPage(
                        kind,
                        "preview",
                        NOWHERE,
                        TARGET.applicationName(),
                        URI.create("https://crm.example.com/"),
                        null,
                        number),
                locale,
                nonce);
    }

    private static LoginPage login(List<LanguageLink> languages) {
        return new LoginPage(
                TARGET,
                new LoginPage.WeChat("preview", NOWHERE.toString(), NOWHERE.toString(), NOWHERE.toString()),
                NOWHERE,
                NOWHERE.toString(),
                300_000,
                languages,
                new LoginPage.Waiting(NOWHERE, "preview", "preview", 0),
                null);
    }
}
