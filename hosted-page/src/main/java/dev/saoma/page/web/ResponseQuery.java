package dev.saoma.page.web;

import dev.saoma.page.oidc.SealedResponses;

/** The sealed response with which a browser comes to a page of ours that hands it over. */
final class ResponseQuery {
    private ResponseQuery() {}

    /** Opens it, in a window or tab of its own only. */
    static SealedResponses.Response open(Ask ask, SealedResponses responses) throws Refusal {
        FetchMetadata.requireWindow(ask);
        return ask.query().one("response").flatMap(responses::open).orElseThrow(ResponseQuery::tooOld);
    }

    static Refusal tooOld() {
        return new Refusal(Trouble.SIGN_IN_EXPIRED, "the response is too old, or none of ours");
    }
}
