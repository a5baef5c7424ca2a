package dev.saoma.page.web;

import dev.saoma.page.http.ContentPolicy;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.Html;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.sdk.SdkFile;
import dev.saoma.page.sdk.SdkFiles;
import dev.saoma.page.view.Pages;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Serves what is the same for every visitor: the page at the root, assets, the browser SDK, verification files, and probes.
 * Thread-safe.
 */
public final class StaticFiles {
    private final Pages pages;
    private final Html html;
    private final Map<String, String> verificationFiles;
    private final BooleanSupplier ready;
    private final SdkFiles sdkFiles = new SdkFiles();

    /**
     * Creates the files of one pool.
     *
     * @param pages the pages whose assets are served
     * @param html renders the page at the root
     * @param verificationFiles name and content of the files by which WeChat verifies the owner of the host
     * @param ready whether users can sign in right now; makes no call
     */
    public StaticFiles(Pages pages, Html html, Map<String, String> verificationFiles, BooleanSupplier ready) {
        this.pages = pages;
        this.html = html;
        this.verificationFiles = Map.copyOf(verificationFiles);
        this.ready = ready;
    }

    /** {@code /}: explains the page to a visitor who opened the bare address. Names no application and no person. */
    PageResponse home(PageRequest request) {
        return html.page(
                html.locale(request),
                (shown, signOut, locale, nonce) -> shown.home(signOut, locale, nonce),
                Addresses.LOGOUT,
                ContentPolicy::page);
    }

    /** {@code /assets/…}: style sheets, scripts and logo. Their names change with their content. */
    PageResponse asset(PageRequest request) throws HttpError {
        return pages.asset(request.path().substring(Addresses.ASSETS.length()))
                .map(asset -> PageResponse.bytes(200, asset.contentType(), asset.bytes())
                        .with("Cache-Control", "public, max-age=31536000, immutable"))
                .orElseThrow(() -> new HttpError(ErrorCode.NOT_FOUND, "no such file, or of another version"));
    }

    /** {@code /sdk/v1/…}: the browser SDK, for scripts of any site; it contains nothing that another site must not read. */
    PageResponse sdk(PageRequest request) throws HttpError {
        SdkFile file = sdkFiles.find(request.path().substring(Addresses.SDK.length()))
                .orElseThrow(() -> new HttpError(ErrorCode.NOT_FOUND, "no such file of the SDK"));
        String etag = '"' + file.integrity() + '"';
        boolean known = request.header("If-None-Match").filter(etag::equals).isPresent();
        PageResponse response = known
                ? PageResponse.bytes(304, "", new byte[0])
                : PageResponse.bytes(200, file.contentType(), file.bytes());
        return response.with("ETag", etag).with("Cache-Control", "public, max-age=300");
    }

    Set<String> verificationNames() {
        return verificationFiles.keySet();
    }

    /**
     * {@code /MP_verify_….txt}: one of the files by which WeChat verifies the owner of the host. WeChat requests them over
     * http and https, at the root of the host, and follows no redirect. No directory is involved: name and content are
     * settings.
     */
    PageResponse verification(PageRequest request) throws HttpError {
        String content = verificationFiles.get(request.path().substring(1));
        if (content == null) {
            throw new HttpError(ErrorCode.NOT_FOUND, "no such file");
        }
        return PageResponse.text(200, content);
    }

    /** {@code /health/live}: whether the process runs. */
    PageResponse live(PageRequest request) {
        return PageResponse.text(200, "ok\n");
    }

    /** {@code /health/ready}: whether people can sign in here. Never calls WeChat. */
    PageResponse ready(PageRequest request) {
        return ready.getAsBoolean() ? PageResponse.text(200, "ok\n") : PageResponse.text(503, "not ready\n");
    }
}
