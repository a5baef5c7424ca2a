package dev.saoma.page.compat;

import dev.saoma.page.logout.SignOuts;
import dev.saoma.page.oidc.IdTokenHints;
import dev.saoma.page.oidc.SealedResponses;
import dev.saoma.page.oidc.TokenInspection;
import dev.saoma.page.oidc.TokenRequests;
import dev.saoma.page.seal.RandomText;
import dev.saoma.page.seal.Sealer;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.store.Store;
import java.time.Clock;

/**
 * What sites with {@code authing-js-sdk} need, put together.
 *
 * @param signIns in a window of their own
 * @param messages the responses with which those end
 * @param api over HTTP
 * @param queries likewise, as GraphQL
 */
public record AuthingCompat(AuthingSignIns signIns, SealedResponses messages, AuthingApi api, AuthingQueries queries) {
    /** For the applications of that pool. */
    public static AuthingCompat of(
            PoolSettings settings,
            Sealer sealer,
            SealedResponses messages,
            TokenRequests tokenRequests,
            IdTokenHints idTokens,
            TokenInspection accessTokens,
            PageSessions sessions,
            SignOuts signOuts,
            Store store,
            RandomText random,
            Clock clock) {
        AuthingTokens tokens = new AuthingTokens(settings, idTokens, sessions, store, clock);
        AuthingApi api = new AuthingApi(tokens, accessTokens, signOuts);
        return new AuthingCompat(
                new AuthingSignIns(settings, sealer, tokenRequests, tokens, random, clock),
                messages,
                api,
                new AuthingQueries(api, tokens));
    }
}
