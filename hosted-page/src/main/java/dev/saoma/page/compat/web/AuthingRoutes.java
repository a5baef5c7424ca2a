package dev.saoma.page.compat.web;

import static dev.saoma.page.compat.web.AuthingApiHandlers.AUTHING;
import static dev.saoma.page.http.Cors.Origins.AUTHING_SDK;
import static dev.saoma.page.http.Cors.Origins.NONE;
import static dev.saoma.page.http.ErrorStyle.HTML;
import static dev.saoma.page.http.ErrorStyle.OAUTH;
import static dev.saoma.page.http.Route.ANY;
import static dev.saoma.page.http.Route.GET;
import static dev.saoma.page.http.Route.GET_HEAD;
import static dev.saoma.page.http.Route.GET_POST;
import static dev.saoma.page.http.Route.POST;
import static dev.saoma.page.http.Route.Place.OWN_HOSTS;
import static dev.saoma.page.http.Route.Place.POPUP_CHAIN;
import static dev.saoma.page.limit.Budget.CALLBACKS;
import static dev.saoma.page.limit.Budget.CALLS;
import static dev.saoma.page.limit.Budget.CLIENT_CALLS;
import static dev.saoma.page.limit.Budget.DOCUMENTS;
import static dev.saoma.page.limit.Budget.SIGN_INS;

import dev.saoma.page.http.Route;
import dev.saoma.page.web.AuthorizeHandlers;
import dev.saoma.page.web.LogoutHandlers;
import dev.saoma.page.web.TokenHandlers;
import java.util.List;

/** The routing table of Authing's addresses. */
public final class AuthingRoutes {
    private AuthingRoutes() {}

    /** Returns the table: windows, the API for scripts of sites, and other names of our own routes. */
    public static List<Route> table(
            AuthorizeHandlers authorize,
            TokenHandlers tokens,
            LogoutHandlers logout,
            AuthingWindowHandlers windows,
            AuthingApiHandlers api) {
        // One line per row, as in the page's own table.
        // spotless:off
        return List.of(
            GET("/connections/social/")                        .errors(HTML)   .cors(NONE)       .limit(DOCUMENTS)   .at(POPUP_CHAIN).to(windows::signIn),
            GET("/connections/done")                           .errors(HTML)   .cors(NONE)       .limit(CALLBACKS)   .at(POPUP_CHAIN).to(windows::done),
            GET("/login/profile/logout")                       .errors(HTML)   .cors(NONE)       .limit(DOCUMENTS)   .at(OWN_HOSTS)  .to(windows::signOut),
            POST("/graphql/v2")                                .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::graphql),
            GET("/api/v2/oidc/validate_token")                 .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::validateToken),
            GET("/api/v2/users/me")                            .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::me),
            GET("/api/v2/logout")                              .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::logout),
            GET("/cas/session")                                .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::noSession),
            ANY("/api/")                                       .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::notOffered),
            ANY("/graphql/")                                   .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::notOffered),
            ANY("/cas/")                                       .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::notOffered),
            ANY("/oauth/")                                     .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::notOffered),
            ANY("/oidc/")                                      .errors(AUTHING).cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::notOffered),
            GET_POST("/oidc/auth")                             .errors(HTML)   .cors(NONE)       .limit(SIGN_INS)    .at(POPUP_CHAIN).to(authorize::authorize),
            POST("/oidc/token")                                .errors(OAUTH)  .cors(AUTHING_SDK).limit(CLIENT_CALLS).at(OWN_HOSTS)  .to(tokens::token),
            POST("/oidc/token/introspection")                  .errors(OAUTH)  .cors(NONE)       .limit(CLIENT_CALLS).at(OWN_HOSTS)  .to(tokens::introspect),
            POST("/oidc/token/revocation")                     .errors(OAUTH)  .cors(AUTHING_SDK).limit(CLIENT_CALLS).at(OWN_HOSTS)  .to(tokens::revoke),
            GET_POST("/oidc/me")                               .errors(OAUTH)  .cors(AUTHING_SDK).limit(CALLS)       .at(OWN_HOSTS)  .to(api::userInfo),
            GET_POST("/oidc/session/end")                      .errors(HTML)   .cors(NONE)       .limit(CALLBACKS)   .at(OWN_HOSTS)  .to(logout::logout),
            GET_HEAD("/oidc/.well-known/openid-configuration") .errors(OAUTH)  .cors(AUTHING_SDK).limit(DOCUMENTS)   .at(OWN_HOSTS)  .to(tokens::discovery),
            GET_HEAD("/oidc/.well-known/jwks.json")            .errors(OAUTH)  .cors(AUTHING_SDK).limit(DOCUMENTS)   .at(OWN_HOSTS)  .to(tokens::jwks));
        // spotless:on
    }
}
