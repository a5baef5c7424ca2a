package dev.saoma.page.view;

import dev.saoma.page.branding.Branding;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Renders every page that people see. Thread-safe.
 *
 * <p>The pages are made for a strict Content-Security-Policy: scripts and the style sheet carry the nonce, and there are no
 * inline scripts, handlers or styles. They load nothing from other hosts except WeChat's page in a frame.
 */
public final class Pages {

    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9+/_=-]{8,128}");
    private static final Pattern BASE_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*");

    private final String basePath;
    private final Messages messages = new Messages();
    private final Assets assets;
    private final Brand brand;
    private final Templates templates = new Templates(messages);

    /**
     * @param basePath path of the hosted page: empty if it has a host of its own, such as {@code /login} if it is mounted
     *     in another application
     * @throws IllegalArgumentException if it does not start with a slash, ends with one or has characters that need escaping
     */
    public Pages(String basePath) {
        this(basePath, Branding.NONE);
    }

    /** Creates pages with a pool's own name, logo, colours, texts and links. */
    public Pages(String basePath, Branding branding) {
        Objects.requireNonNull(basePath, "basePath");
        if (!BASE_PATH.matcher(basePath).matches()) {
            throw new IllegalArgumentException(
                    "basePath must be empty or like /login, without a slash at the end, was \"" + basePath + "\"");
        }
        this.basePath = basePath;
        this.assets = new Assets(branding);
        this.brand = new Brand(branding);
    }

    /**
     * Renders the login page with the three ways to sign in.
     *
     * @param nonce the nonce of this response's Content-Security-Policy
     * @throws IllegalArgumentException if the nonce is not base64 text of 8 to 128 characters
     */
    public RenderedPage login(LoginPage model, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        Map<String, @Nullable Object> variables = common(language, nonce, "login.js");
        Templates.put(variables, model);
        variables.putAll(target(model.target()));
        variables.put("languages", languages(model.languages()));
        variables.putAll(opener(model.opener()));
        return templates.render("login", language, variables);
    }

    /** Renders the page for phones and for WeChat's own browser. Needs no script. */
    public RenderedPage phone(PhonePage model, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        PhonePage.Advice advice = model.advice();
        String texts = "phone." + advice.key();
        Map<String, @Nullable Object> variables = common(language, nonce, "phone.js");
        variables.put("applicationName", DisplayName.of(model.applicationName()));
        variables.put("applicationHost", DisplayName.of(model.applicationHost()));
        variables.put("state", model.state());
        variables.put("advice", advice.key());
        variables.put("heading", messages.text(language, texts + ".title"));
        variables.put("text", messages.text(language, texts + ".text"));
        variables.put("tap", advice == PhonePage.Advice.TAP ? String.valueOf(model.inWeChat()) : null);
        variables.put(
                "address",
                advice == PhonePage.Advice.TAP ? null : model.application().toString());
        variables.put("otherDevice", model.otherDevice());
        variables.put("languages", languages(model.languages()));
        return templates.render("phone", language, variables);
    }

    /** Renders the page that offers to sign in as the person who has a page session. Needs no script. */
    public RenderedPage offer(ContinuePage model, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        String nickname = model.nickname();
        Map<String, @Nullable Object> variables = common(language, nonce, null);
        Templates.put(variables, model);
        variables.putAll(target(model.target()));
        String shown = nickname == null || model.initial() == null ? null : DisplayName.of(nickname);
        variables.put("nickname", shown);
        // Isolated, so that a right-to-left name does not affect the sentence around it.
        variables.put("isolated", shown == null ? null : "\u2068" + shown + "\u2069");
        variables.put("initial", model.initial());
        variables.put("languages", languages(model.languages()));
        variables.putAll(opener(model.opener()));
        return templates.render("continue", language, variables);
    }

    /** Renders the page that asks whether to sign out, or confirms it. Needs no script. */
    public RenderedPage signOut(SignOutPage model, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        SignOutPage.Question question = model.question();
        String name = model.applicationName();
        String nickname = question == null || question.nickname() == null ? "" : DisplayName.of(question.nickname());
        Map<String, @Nullable Object> variables = common(language, nonce, null);
        variables.put("applicationName", name == null ? null : DisplayName.of(name));
        variables.put("applicationUri", Links.webOrNull(model.applicationUri()));
        variables.put("nickname", nickname.isEmpty() ? null : nickname);
        variables.put(
                "confirmUrl", question == null ? null : question.confirmUrl().toString());
        variables.put("fields", question == null ? Map.of() : question.fields());
        String title = question == null ? "signOut.done.title" : "signOut.ask.title";
        variables.put("title", messages.text(language, title));
        return templates.render("signout", language, variables);
    }

    /** Renders the page whose form posts itself; without scripts it needs a click. */
    public RenderedPage formPost(FormPostPage model, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        Map<String, @Nullable Object> variables = common(language, nonce, "post.js");
        Templates.put(variables, model);
        return templates.render("post", language, variables);
    }

    /** Renders the page that accepts an invitation; its form is posted to {@code target}, at the same origin. */
    public RenderedPage invitation(InvitationPage model, String target, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        boolean asks = model != InvitationPage.KEPT;
        Map<String, @Nullable Object> variables = common(language, nonce, asks ? "invite.js" : null);
        variables.put("target", target);
        variables.put("asks", asks);
        variables.put("refused", model == InvitationPage.REFUSED);
        return templates.render("invite", language, variables);
    }

    /** Renders the page for people who opened the bare address; {@code signOut} is the path of the sign-out page. */
    public RenderedPage home(String signOut, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        Map<String, @Nullable Object> variables = common(language, nonce, null);
        variables.put("signOut", basePath + signOut);
        return templates.render("home", language, variables);
    }

    /** Renders the page that continues to {@code location} by itself, with or without scripts. */
    public RenderedPage onward(URI location, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        Map<String, @Nullable Object> variables = common(language, nonce, null);
        variables.put("goOnTo", Links.requireWeb(location, "location").toString());
        return templates.render("onward", language, variables);
    }

    /** Renders the page that WeChat's frame ends on, which hands code and state to the login page around it. */
    public RenderedPage frame(HandOver model, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        Map<String, @Nullable Object> variables = common(language, nonce, "frame.js");
        Templates.put(variables, model);
        return templates.render("frame", language, variables);
    }

    /** Renders the page that the popup ends on: sends the login page its next address, and closes itself. */
    public RenderedPage popup(PopupDone model, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        Map<String, @Nullable Object> variables = common(language, nonce, "popup.js");
        Templates.put(variables, model);
        return templates.render("popup", language, variables);
    }

    /** Renders the end of a sign-in for a window that a site's script opened, and sends the response to that site. */
    public RenderedPage message(MessagePage model, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        Map<String, @Nullable Object> variables = common(language, nonce, "message.js");
        Templates.put(variables, model);
        variables.put("good", model.response().containsKey("code"));
        return templates.render("message", language, variables);
    }

    /** Renders the end of a sign-in for a window that {@code authing-js-sdk} opened, and sends the result to its opener. */
    public RenderedPage authing(AuthingPage model, Locale locale, String nonce) {
        Map<String, @Nullable Object> variables = common(Language.nearest(locale), nonce, "authing.js");
        variables.put("origins", String.join(" ", model.origins()));
        variables.put("message", model.message());
        variables.put("good", model.good());
        return templates.render("authing", Language.nearest(locale), variables);
    }

    /** Renders the QR code in a frame of another site's page. */
    public RenderedPage embed(EmbedPage model, Locale locale, String nonce) {
        Map<String, @Nullable Object> variables = common(Language.nearest(locale), nonce, "embed.js");
        Templates.put(variables, model);
        variables.put("applicationName", DisplayName.of(model.applicationName()));
        return templates.render("embed", Language.nearest(locale), variables);
    }

    /** Renders an error, with a plain cause, its id and what to do next. Needs no script. */
    public RenderedPage error(ErrorPage model, Locale locale, String nonce) {
        Language language = Language.nearest(locale);
        ErrorKind kind = ErrorKind.of(model.kind());
        Problem problem = messages.problem(language, kind);
        String name = model.applicationName();
        Map<String, @Nullable Object> variables = common(language, nonce, null);
        variables.put("look", kind.look().cssName());
        variables.put("title", problem.title());
        variables.put("text", problem.text());
        variables.put("id", model.id());
        variables.put("applicationName", name == null ? null : DisplayName.of(name));
        String startAgain = Links.webOrNull(model.startAgain());
        String applicationUri = Links.webOrNull(model.applicationUri());
        variables.put("startAgain", startAgain);
        variables.put("applicationUri", applicationUri);
        variables.put("hint", startAgain == null && applicationUri == null && kind.curedBySigningInAgain());
        variables.put("detail", model.detail() == null ? null : messages.detail(language, model.detail()));
        variables.put("number", model.number());
        return templates.render("error", language, variables);
    }

    /** Returns title and text of an error, for responses that are not pages. An unknown kind is treated as {@code internal}. */
    public Problem problem(String kind, Locale locale) {
        return messages.problem(Language.nearest(locale), ErrorKind.of(kind));
    }

    /**
     * Returns a file that the pages load.
     *
     * @param name last part of its address, with the content hash; as received
     * @return empty if there is no such file, or if it has another hash
     */
    public Optional<Asset> asset(String name) {
        return assets.byHashedName(name);
    }

    /**
     * Returns the language to show: the first of ours that the application requests, else the user's earlier choice, else
     * the browser's preference, else Chinese. Malformed values are skipped.
     *
     * @param uiLocales {@code ui_locales} as received (OpenID Connect Core 3.1.2.1)
     * @param remembered tag of the language that the user chose on one of our pages, as the browser sent it
     * @param acceptLanguage {@code Accept-Language} as received (RFC 9110, 12.5.4)
     */
    public Locale choose(@Nullable String uiLocales, @Nullable String remembered, @Nullable String acceptLanguage) {
        return LanguageChoice.choose(uiLocales, remembered, acceptLanguage).locale();
    }

    private Map<String, @Nullable Object> common(Language language, String nonce, @Nullable String script) {
        if (!NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("nonce must be base64 text of 8 to 128 characters");
        }
        Map<String, @Nullable Object> variables = new HashMap<>();
        variables.put("lang", language.tag());
        variables.put("nonce", nonce);
        variables.put("css", address("page.css"));
        variables.put("brandCss", assets.has(Assets.BRAND_STYLE) ? address(Assets.BRAND_STYLE) : null);
        variables.put("logo", address(assets.has(Assets.BRAND_LOGO) ? Assets.BRAND_LOGO : "logo.svg"));
        variables.putAll(brand.variables(language.locale()));
        variables.put("script", script == null ? null : address(script));
        return variables;
    }

    private static Map<String, Object> target(LoginPage.Target target) {
        return Map.of(
                "applicationName", DisplayName.of(target.applicationName()),
                "applicationHost", DisplayName.of(target.applicationHost()));
    }

    private Map<String, Object> opener(@Nullable Opener opener) {
        return opener == null
                ? Map.of()
                : Map.of(
                        "opener",
                        Map.of(
                                "origin", opener.origin(),
                                "state", opener.state(),
                                "notes", basePath + "/sdk/v1/window",
                                "script", address("opener.js")));
    }

    private String address(String file) {
        return basePath + "/assets/" + assets.hashedName(file);
    }

    private static List<Map<String, Object>> languages(List<LanguageLink> links) {
        return links.stream()
                .map(link -> Map.<String, Object>of(
                        "tag", link.tag(),
                        "label", link.label(),
                        "url", link.url(),
                        "current", link.current()))
                .toList();
    }
}
