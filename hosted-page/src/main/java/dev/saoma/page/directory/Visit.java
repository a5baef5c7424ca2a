package dev.saoma.page.directory;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of a sign-in: application, method and browser.
 *
 * @param clientId the application signed in to
 * @param method the sign-in method, such as {@code redirect}
 * @param address the client's address; null if unknown
 * @param agent the browser's {@code User-Agent}, at most 200 characters; null if it sent none
 * @param invitation the secret of a one-time invitation that the browser brought
 */
public record Visit(
        String clientId,
        String method,
        @Nullable String address,
        @Nullable String agent,
        Optional<String> invitation) {
    private static final int MAX_AGENT_CHARS = 200;

    /** Cuts the agent to 200 characters. */
    public Visit {
        agent = agent == null || agent.length() <= MAX_AGENT_CHARS ? agent : agent.substring(0, MAX_AGENT_CHARS);
    }

    /** Returns the same visit without an invitation. */
    public Visit uninvited() {
        return new Visit(clientId, method, address, agent, Optional.empty());
    }

    @Override
    public String toString() {
        return "Visit[" + clientId + "]";
    }
}
