package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.sdk.SdkFile;
import dev.saoma.page.sdk.SdkFiles;
import java.util.Set;

/** {@code /sdk/v1/…}: the browser SDK, for scripts of any site; there is nothing in it that another site must not read. */
final class SdkFileEndpoint implements Endpoint {
    private final SdkFiles files;

    SdkFileEndpoint(SdkFiles files) {
        this.files = files;
    }

    @Override
    public String path() {
        return Addresses.SDK;
    }

    @Override
    public Budget budget() {
        return Budget.DOCUMENTS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD");
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        SdkFile file = files.find(ask.path().substring(Addresses.SDK.length()))
                .orElseThrow(() -> new HttpError(ErrorCode.NOT_FOUND, "no such file of the SDK"));
        String etag = '"' + file.integrity() + '"';
        boolean known = ask.header("If-None-Match").filter(etag::equals).isPresent();
        PageResponse answer = known
                ? PageResponse.bytes(304, "", new byte[0])
                : PageResponse.bytes(200, file.contentType(), file.bytes());
        return answer.with("ETag", etag)
                .with("Cache-Control", "public, max-age=300")
                .with("Access-Control-Allow-Origin", "*")
                .with("Cross-Origin-Resource-Policy", "cross-origin");
    }
}
