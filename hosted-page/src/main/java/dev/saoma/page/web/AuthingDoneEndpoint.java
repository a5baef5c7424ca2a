package dev.saoma.page.web;

import dev.saoma.page.compat.AuthingSignIns;
import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.SealedResponses;
import java.util.Set;

/**
 * {@code /connections/done}: a sign-in that {@code authing-js-sdk} began is over. Its opener is told the user with the ID token,
 * if it is at an origin of the application.
 */
final class AuthingDoneEndpoint implements Endpoint {
    private final AuthingSignIns signIns;
    private final SealedResponses responses;
    private final AuthingMessages messages;

    AuthingDoneEndpoint(AuthingSignIns signIns, SealedResponses responses, AuthingMessages messages) {
        this.signIns = signIns;
        this.responses = responses;
        this.messages = messages;
    }

    @Override
    public String path() {
        return Addresses.AUTHING_DONE;
    }

    @Override
    public Budget budget() {
        return Budget.CALLBACKS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("GET"); // Not HEAD: a look must not use the code up.
    }

    @Override
    public boolean inPopupChain() {
        return true;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError {
        return signIns.end(ResponseQuery.open(ask, responses), messages.inEnglish(ask))
                .map(message -> messages.show(ask, 200, message))
                .orElseThrow(ResponseQuery::tooOld);
    }
}
