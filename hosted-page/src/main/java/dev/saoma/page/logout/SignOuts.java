package dev.saoma.page.logout;

import dev.saoma.page.session.PageSession;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import dev.saoma.page.telemetry.PoolTelemetry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Ends page sessions, and notifies every application that took part in one. Thread-safe. */
public final class SignOuts {
    private final PageSessions sessions;
    private final BackChannel backChannel;
    private final PoolTelemetry telemetry;
    private final List<String> listeners;

    /** Creates the sign-outs for the applications in {@code settings}. */
    public SignOuts(PoolSettings settings, PageSessions sessions, BackChannel backChannel, PoolTelemetry telemetry) {
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.backChannel = backChannel;
        this.telemetry = telemetry;
        this.listeners = settings.applications().stream()
                .filter(application -> application.signOut().backChannel().isPresent())
                .map(Application::clientId)
                .toList();
    }

    /** Returns the session of that token. */
    public Optional<PageSession> find(Optional<String> token) {
        return token.flatMap(sessions::find);
    }

    /** Ends the session of that token at once; the applications are notified in the background. */
    public void end(String token) {
        sessions.end(token).ifPresent(ended -> {
            sessions.markEnded(ended);
            notifyMembers(ended.sid(), ended.user().subject());
        });
    }

    /** Ends the session with that sid at once, for callers that have an ID token from it but not its cookie. */
    public void end(String sid, String subject) {
        if (sessions.endAs(sid)) {
            notifyMembers(sid, subject);
        }
    }

    private void notifyMembers(String sid, String subject) {
        List<String> members = sessions.leave(sid, listeners);
        telemetry.signedOut(subject, members);
        members.forEach(clientId -> backChannel.signedOut(clientId, subject, sid));
    }
}
