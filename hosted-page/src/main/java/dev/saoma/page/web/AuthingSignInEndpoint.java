package dev.saoma.page.web;

import dev.saoma.page.compat.AuthingCode;
import dev.saoma.page.compat.AuthingException;
import dev.saoma.page.compat.AuthingSignIns;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.Origin;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /connections/social/wechat:pc}: the window that {@code social.authorize} of {@code authing-js-sdk} opens. */
final class AuthingSignInEndpoint implements Endpoint {
    private static final String PROVIDER = "wechat:pc";

    private final AuthingSignIns signIns;
    private final AuthingMessages messages;
    private final Addresses addresses;

    AuthingSignInEndpoint(AuthingSignIns signIns, AuthingMessages messages, Addresses addresses) {
        this.signIns = signIns;
        this.messages = messages;
        this.addresses = addresses;
    }

    @Override
    public String path() {
        return Addresses.AUTHING_SOCIAL;
    }

    @Override
    public Budget budget() {
        return Budget.DOCUMENTS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET");
    }

    @Override
    public boolean inPopupChain() {
        return true;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        FetchMetadata.requireWindow(ask);
        Parameters query = ask.query();
        Application application = application(query);
        String opener = opener(ask, application);
        if (query.one("redirected").isPresent()) {
            throw new HttpError(
                    ErrorCode.INVALID_REQUEST,
                    "authing-js-sdk opens no window inside of WeChat and Lark, so it could not be told the result;"
                            + " let the page send the browser to /authorize there");
        }
        if (!ask.path().equals(Addresses.AUTHING_SOCIAL + PROVIDER)) {
            AuthingException unsupported = new AuthingException(AuthingCode.UNSUPPORTED, "");
            return messages.show(ask, 404, signIns.failure(application, opener, unsupported, messages.inEnglish(ask)));
        }
        return PageResponse.redirect(signIns.begin(addresses.url(Addresses.AUTHORIZE), application, query, opener));
    }

    private Application application(Parameters query) throws HttpError {
        try {
            return signIns.application(query);
        } catch (AuthingException e) {
            throw new HttpError(
                    ErrorCode.UNKNOWN_APPLICATION,
                    "app_id is none of the applications registered here with authingSdk: true");
        }
    }

    /**
     * Origin of the page that opened the window, where its browser says so. Nobody is believed on account of it: it only keeps
     * a page that would never hear of the result from having somebody sign in for nothing.
     */
    private @Nullable String opener(PageRequest ask, Application application) throws HttpError {
        Optional<String> referrer = ask.header("Referer").map(AuthingSignInEndpoint::origin);
        if (referrer.isEmpty() || referrer.get().equals(Addresses.origin(URI.create(addresses.url("/"))))) {
            return null;
        }
        return referrer.filter(application.origins()::contains)
                .orElseThrow(() -> new HttpError(
                        ErrorCode.FOREIGN_REQUEST,
                        "the page that opened this window is at none of the application's origins, so it could not be"
                                + " told the result"));
    }

    /** Empty for what is no address: that is nobody's origin. */
    private static String origin(String referrer) {
        try {
            URI uri = new URI(referrer);
            return uri.getScheme() == null || uri.getHost() == null ? "" : Origin.of(uri);
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
