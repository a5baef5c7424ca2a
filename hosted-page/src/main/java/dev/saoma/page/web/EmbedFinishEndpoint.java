package dev.saoma.page.web;

import dev.saoma.page.http.Endpoint;
import dev.saoma.page.http.ErrorCode;
import dev.saoma.page.http.ErrorResponses;
import dev.saoma.page.http.FetchMetadata;
import dev.saoma.page.http.HttpError;
import dev.saoma.page.http.Languages;
import dev.saoma.page.http.PageRequest;
import dev.saoma.page.http.PageResponse;
import dev.saoma.page.limit.Budget;
import dev.saoma.page.oidc.Parameters;
import dev.saoma.page.oidc.SealedResponses;
import dev.saoma.page.signin.EmbeddedSignIns;
import dev.saoma.page.signin.PendingSignIn;
import dev.saoma.page.signin.SignInFlow;
import dev.saoma.page.signin.SignInOutcome;
import dev.saoma.page.signin.SignInOutcome.GoOn;
import dev.saoma.page.signin.SignInOutcome.Stopped;
import dev.saoma.page.signin.Way;
import dev.saoma.page.view.Pages;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /embed/finish}: the framed page posts its ticket and what WeChat's frame handed over; it gets what to tell the site. */
final class EmbedFinishEndpoint implements Endpoint {
    private final EmbeddedSignIns embedded;
    private final SignInFlow flow;
    private final SealedResponses told;
    private final Pages pages;
    private final ErrorResponses errors;
    private final URI issuer;

    EmbedFinishEndpoint(
            EmbeddedSignIns embedded,
            SignInFlow flow,
            SealedResponses told,
            Pages pages,
            ErrorResponses errors,
            URI issuer) {
        this.embedded = embedded;
        this.flow = flow;
        this.told = told;
        this.pages = pages;
        this.errors = errors;
        this.issuer = issuer;
    }

    @Override
    public String path() {
        return Addresses.EMBED_FINISH;
    }

    @Override
    public Budget budget() {
        return Budget.CALLBACKS;
    }

    @Override
    public Set<String> methods() {
        return Set.of("POST");
    }

    @Override
    public ErrorStyle errorStyle() {
        return ErrorStyle.PROBLEM;
    }

    @Override
    public PageResponse answer(PageRequest ask) throws HttpError, IOException {
        FetchMetadata.requireSameOrigin(ask, issuer);
        Parameters form = ask.form();
        Optional<PendingSignIn> pending = form.one("ticket").isPresent()
                ? embedded.open(form.one("ticket").get(), Callbacks.state(form))
                : Optional.empty();
        if (pending.isEmpty()) {
            throw new HttpError(ErrorCode.SIGN_IN_EXPIRED, "the ticket is missing, too old or none of ours");
        }
        ask.spend();
        Locale locale = Languages.choose(pages, ask, pending.get().request().uiLocales());
        // Nobody is remembered: browsers would keep the cookie back, or keep it for this one site.
        SignInOutcome outcome =
                flow.finish(pending.get(), form.one("code"), Way.FRAME, Optional.empty(), ask.clientAddress());
        return outcome instanceof Stopped stopped
                ? Callbacks.problem(errors, stopped, locale)
                : told(((GoOn) outcome).location());
    }

    private PageResponse told(URI location) throws HttpError {
        SealedResponses.Response response = SealedResponses.in(location)
                .flatMap(told::open)
                .orElseThrow(() -> new HttpError(ErrorCode.INTERNAL, "the response is none of ours"));
        return PageResponse.json(200, Map.of("response", response.parameters()));
    }
}
