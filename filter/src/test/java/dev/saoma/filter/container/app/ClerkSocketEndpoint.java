package dev.saoma.filter.container.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;

/** A WebSocket under a path that needs a role. */
@ServerEndpoint("/clerks/ws")
public final class ClerkSocketEndpoint {
    @OnMessage
    public String answer(String message) {
        return message;
    }
}
