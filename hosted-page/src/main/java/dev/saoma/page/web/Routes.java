package dev.saoma.page.web;

import static dev.saoma.page.http.Cors.Origins.ANYBODY;
import static dev.saoma.page.http.Cors.Origins.NONE;
import static dev.saoma.page.http.Cors.Origins.OWN_PAGES;
import static dev.saoma.page.http.Cors.Origins.REGISTERED;
import static dev.saoma.page.http.ErrorStyle.HTML;
import static dev.saoma.page.http.ErrorStyle.OAUTH;
import static dev.saoma.page.http.ErrorStyle.PROBLEM;
import static dev.saoma.page.http.Route.GET;
import static dev.saoma.page.http.Route.GET_HEAD;
import static dev.saoma.page.http.Route.GET_POST;
import static dev.saoma.page.http.Route.POST;
import static dev.saoma.page.http.Route.Place.ANY_HOST;
import static dev.saoma.page.http.Route.Place.HOST_ROOT;
import static dev.saoma.page.http.Route.Place.OWN_HOSTS;
import static dev.saoma.page.http.Route.Place.POPUP_CHAIN;
import static dev.saoma.page.limit.Budget.CALLBACKS;
import static dev.saoma.page.limit.Budget.CALLS;
import static dev.saoma.page.limit.Budget.CLIENT_CALLS;
import static dev.saoma.page.limit.Budget.DOCUMENTS;
import static dev.saoma.page.limit.Budget.PROBES;
import static dev.saoma.page.limit.Budget.SIGN_INS;

import dev.saoma.page.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The routing table: every address of the page, with all that it allows. Authing's addresses have a table of their own. */
public final class Routes {
    private Routes() {}

    /**
     * Returns the table.
     *
     * @param invitations empty if the pool has no directory
     */
    public static List<Route> table(
            AuthorizeHandlers authorize,
            CallbackHandlers callbacks,
            FrameHandlers frames,
            ResponseModePages responses,
            TokenHandlers tokens,
            LogoutHandlers logout,
            Optional<InvitationHandlers> invitations,
            StaticFiles files) {
        // One line per row, in aligned columns, so that what each address allows can be reviewed on one screen.
        // spotless:off
        List<Route> rows = new ArrayList<>(List.of(
            GET_POST("/authorize")                        .errors(HTML)   .cors(NONE)      .limit(SIGN_INS)    .at(POPUP_CHAIN).to(authorize::authorize), // Core 3.1.2.1 requires both methods.
            GET("/wechat/callback")                       .errors(HTML)   .cors(NONE)      .limit(CALLBACKS)   .at(POPUP_CHAIN).to(callbacks::redirect),
            GET("/wechat/callback/in-wechat")             .errors(HTML)   .cors(NONE)      .limit(CALLBACKS)   .at(POPUP_CHAIN).to(callbacks::inWeChat),
            GET("/wechat/callback/popup")                 .errors(HTML)   .cors(NONE)      .limit(CALLBACKS)   .at(POPUP_CHAIN).to(callbacks::popup),
            GET("/wechat/callback/frame")                 .errors(HTML)   .cors(NONE)      .limit(DOCUMENTS)   .at(POPUP_CHAIN).to(frames::callback),
            GET("/wechat/callback/embed/")                .errors(HTML)   .cors(NONE)      .limit(DOCUMENTS)   .at(OWN_HOSTS)  .to(frames::embeddedCallback),
            POST("/sign-in/finish")                       .errors(PROBLEM).cors(OWN_PAGES) .limit(CALLBACKS)   .at(OWN_HOSTS)  .to(callbacks::finish),
            POST("/sign-in/waiting")                      .errors(PROBLEM).cors(OWN_PAGES) .limit(CALLBACKS)   .at(OWN_HOSTS)  .to(callbacks::waiting),
            POST("/sign-in/continue")                     .errors(HTML)   .cors(OWN_PAGES) .limit(CALLBACKS)   .at(POPUP_CHAIN).to(callbacks::continueAs),
            GET("/sign-in/post")                          .errors(HTML)   .cors(NONE)      .limit(DOCUMENTS)   .at(POPUP_CHAIN).to(responses::formPost),
            GET("/embed")                                 .errors(HTML)   .cors(NONE)      .limit(SIGN_INS)    .at(OWN_HOSTS)  .to(frames::embed),
            POST("/embed/finish")                         .errors(PROBLEM).cors(OWN_PAGES) .limit(CALLBACKS)   .at(OWN_HOSTS)  .to(frames::finish),
            GET("/sdk/v1/silent")                         .errors(HTML)   .cors(NONE)      .limit(SIGN_INS)    .at(OWN_HOSTS)  .to(frames::silent),
            GET("/sdk/v1/done")                           .errors(HTML)   .cors(NONE)      .limit(CALLBACKS)   .at(POPUP_CHAIN).to(responses::webMessage),
            POST("/sdk/v1/window")                        .errors(PROBLEM).cors(OWN_PAGES) .limit(CALLS)       .at(OWN_HOSTS)  .to(responses::noteWindow),
            POST("/sdk/v1/status")                        .errors(OAUTH)  .cors(REGISTERED).limit(CALLS)       .at(OWN_HOSTS)  .to(responses::windowStatus),
            GET_HEAD("/sdk/v1/")                          .errors(HTML)   .cors(ANYBODY)   .limit(DOCUMENTS)   .at(OWN_HOSTS)  .to(files::sdk),
            GET_HEAD("/.well-known/openid-configuration") .errors(OAUTH)  .cors(REGISTERED).limit(DOCUMENTS)   .at(OWN_HOSTS)  .to(tokens::discovery),
            GET_HEAD("/jwks")                             .errors(OAUTH)  .cors(REGISTERED).limit(DOCUMENTS)   .at(OWN_HOSTS)  .to(tokens::jwks),
            POST("/token")                                .errors(OAUTH)  .cors(REGISTERED).limit(CLIENT_CALLS).at(OWN_HOSTS)  .to(tokens::token),
            POST("/introspect")                           .errors(OAUTH)  .cors(NONE)      .limit(CLIENT_CALLS).at(OWN_HOSTS)  .to(tokens::introspect),
            POST("/revoke")                               .errors(OAUTH)  .cors(REGISTERED).limit(CLIENT_CALLS).at(OWN_HOSTS)  .to(tokens::revoke),
            GET_POST("/userinfo")                         .errors(OAUTH)  .cors(REGISTERED).limit(CALLS)       .at(OWN_HOSTS)  .to(tokens::userInfo),
            GET_HEAD("/")                                 .errors(HTML)   .cors(NONE)      .limit(DOCUMENTS)   .at(OWN_HOSTS)  .to(files::home),
            GET_POST("/logout")                           .errors(HTML)   .cors(NONE)      .limit(CALLBACKS)   .at(OWN_HOSTS)  .to(logout::logout),
            POST("/logout/confirm")                       .errors(HTML)   .cors(OWN_PAGES) .limit(CALLBACKS)   .at(OWN_HOSTS)  .to(logout::confirm)));
        invitations.ifPresent(invited -> rows.add(
            GET_POST("/invite")                           .errors(HTML)   .cors(NONE)      .limit(DOCUMENTS)   .at(OWN_HOSTS)  .to(invited::invitation)));
        files.verificationNames().forEach(name -> rows.add(
            GET_HEAD("/" + name)                          .errors(HTML)   .cors(NONE)      .limit(DOCUMENTS)   .at(HOST_ROOT)  .to(files::verification)));
        rows.addAll(whereNoPoolIs(files));
        return rows;
    }

    /** Returns the rows that need no pool: the assets of error pages, and probes, which may use the IP address as host. */
    public static List<Route> whereNoPoolIs(StaticFiles files) {
        return List.of(
            GET_HEAD("/assets/")                          .errors(HTML)   .cors(NONE)      .limit(DOCUMENTS)   .at(ANY_HOST)   .to(files::asset),
            GET_HEAD("/health/live")                      .errors(HTML)   .cors(NONE)      .limit(PROBES)      .at(ANY_HOST)   .to(files::live),
            GET_HEAD("/health/ready")                     .errors(HTML)   .cors(NONE)      .limit(PROBES)      .at(ANY_HOST)   .to(files::ready));
        // spotless:on
    }
}
