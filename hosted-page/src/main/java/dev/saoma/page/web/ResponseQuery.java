package dev.saoma.page.web;

import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.oidc.SealedResponses;

/** The sealed response with which a browser comes to a page of ours that hands it over. */
final class ResponseQuery {
    private ResponseQuery() {}

    /** Opens it, in a window or tab of its own only. */
    static SealedResponses.Response open(PageRequest ask, SealedResponses responses) throws HttpError {
        FetchMetadata.requireWindow(ask);
        return ask.query().one("response").flatMap(responses::open).orElseThrow(ResponseQuery::tooOld);
    }

    static HttpError tooOld() {
        return new HttpError(ErrorCode.SIGN_IN_EXPIRED, "the response is too old, or none of ours");
    }
}
