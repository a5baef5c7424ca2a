package dev.saoma.filter.internal.endpoint;

import dev.saoma.filter.internal.doctor.Doctor;
import dev.saoma.filter.internal.logout.BackChannelLogout;
import dev.saoma.filter.internal.web.Addresses;
import dev.saoma.filter.internal.web.Page;
import dev.saoma.filter.internal.web.QueryParameters;
import dev.saoma.filter.internal.web.Responses;
import dev.saoma.filter.internal.web.Script;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The filter's own addresses: login, callback, logout, session, the script and small pages. Thread-safe. */
public final class Endpoints {
    private final LoginEndpoint login;
    private final CallbackEndpoint callback;
    private final KeptForms keptForms;
    private final SignOut signOut;
    private final BackChannelLogout backChannelLogout;
    private final Doctor doctor;
    private final Addresses addresses;
    private final Responses responses;
    private final Script script = new Script("keep-session.js");

    public Endpoints(
            LoginEndpoint login,
            CallbackEndpoint callback,
            KeptForms keptForms,
            SignOut signOut,
            BackChannelLogout backChannelLogout,
            Doctor doctor,
            Addresses addresses,
            Responses responses) {
        this.login = login;
        this.callback = callback;
        this.keptForms = keptForms;
        this.signOut = signOut;
        this.backChannelLogout = backChannelLogout;
        this.doctor = doctor;
        this.addresses = addresses;
        this.responses = responses;
    }

    /**
     * Handles a request to one of the endpoints.
     *
     * @param name what follows the prefix
     */
    public void handle(String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (name) {
            case "login":
                login.handle(request, response);
                break;
            case "callback":
                callback.handle(request, response);
                break;
            case Addresses.CONTINUE:
                callback.resume(request, response);
                break;
            case "logout":
                signOut.start(request, response);
                break;
            case "backchannel-logout":
                backChannelLogout.handle(request, response);
                break;
            case "session":
                login.user(request, response);
                break;
            case "keep-session.js":
            case "saoma.js": // Deprecated: its former name.
                script.write(request, response);
                break;
            case "resume":
                if (!keptForms.resume(request, response, new QueryParameters(request.getQueryString()).get("id"))) {
                    toHome(request, response, Page.NOT_FOUND);
                }
                break;
            case Addresses.NOT_RETURNED:
                notReturned(request, response);
                break;
            case "popup-done":
                responses.popupDone(request, response);
                break;
            case "signed-out":
                signOut.done(request, response);
                break;
            case "doctor":
                if (!doctor.handle(request, response)) {
                    toHome(request, response, Page.NOT_FOUND);
                }
                break;
            default:
                toHome(request, response, Page.NOT_FOUND);
        }
    }

    private void notReturned(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean tooLong = "long".equals(new QueryParameters(request.getQueryString()).get("why"));
        toHome(request, response, tooLong ? Page.NOT_RETURNED_LONG : Page.NOT_RETURNED);
    }

    private void toHome(HttpServletRequest request, HttpServletResponse response, Page page) throws IOException {
        responses.page(request, response, page, null, addresses.absolute(Addresses.HOME));
    }
}
