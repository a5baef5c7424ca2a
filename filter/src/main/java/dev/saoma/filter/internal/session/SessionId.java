package dev.saoma.filter.internal.session;

import dev.saoma.filter.internal.log.FilterLog;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Changes the id of a session at sign-in, so that one who knew it before does not know the session of the user. */
final class SessionId {
    private static final Logger LOG = FilterLog.logger();

    private SessionId() {}

    /**
     * The same session with another id, or one with the same attributes where libraries keep a session of their own, which is
     * often beyond the container's {@code changeSessionId()}.
     *
     * @throws IllegalStateException if neither has another id
     */
    static HttpSession renew(HttpServletRequest request, HttpSession session) {
        String before = session.getId();
        try {
            request.changeSessionId();
        } catch (IllegalStateException | UnsupportedOperationException e) {
            LOG.log(Level.FINE, "the session is not the container's", e);
        }
        HttpSession changed = request.getSession(true);
        if (!changed.getId().equals(before)) {
            return changed;
        }
        Map<String, Object> kept = new HashMap<>();
        for (String name : Collections.list(changed.getAttributeNames())) {
            kept.put(name, changed.getAttribute(name));
        }
        changed.invalidate();
        HttpSession fresh = request.getSession(true);
        if (fresh.getId().equals(before)) {
            throw new IllegalStateException("the id of a session cannot be changed, and a new session has the same: "
                    + fresh.getClass().getName());
        }
        kept.forEach(fresh::setAttribute);
        return fresh;
    }
}
