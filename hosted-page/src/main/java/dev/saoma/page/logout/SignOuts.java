package dev.saoma.page.logout;

import dev.saoma.page.session.PageSession;
import dev.saoma.page.session.PageSessions;
import dev.saoma.page.settings.Application;
import dev.saoma.page.settings.PoolSettings;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends page sessions, and has every application that met one told. Thread-safe. */
public final class SignOuts {
    private static final Logger LOG = LoggerFactory.getLogger("dev.saoma.page.sign-out");

    private final PageSessions sessions;
    private final BackChannel backChannel;
    private final List<String> listeners;

    /** For the applications in those settings. */
    public SignOuts(PoolSettings settings, PageSessions sessions, BackChannel backChannel) {
        this.sessions = Objects.requireNonNull(sessions, "sessions");
        this.backChannel = backChannel;
        this.listeners = settings.applications().stream()
                .filter(application -> application.signOut().backChannel().isPresent())
                .map(Application::clientId)
                .toList();
    }

    /** The session of that token. */
    public Optional<PageSession> find(Optional<String> token) {
        return token.flatMap(sessions::find);
    }

    /** Ends the session of that token at once; the applications are told in the background. */
    public void end(String token) {
        Optional<PageSession> ended = sessions.end(token);
        if (ended.isEmpty()) {
            return;
        }
        List<String> toTell = sessions.leave(ended.get(), listeners);
        String subject = ended.get().user().subject();
        LOG.info("signed out subject=…{} telling={}", subject.substring(Math.max(0, subject.length() - 4)), toTell);
        toTell.forEach(
                clientId -> backChannel.tell(clientId, subject, ended.get().sid()));
    }
}
