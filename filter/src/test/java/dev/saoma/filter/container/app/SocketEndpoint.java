package dev.saoma.filter.container.app;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.security.Principal;

/** A WebSocket that says who is at its other end. */
@ServerEndpoint("/ws")
public final class SocketEndpoint {
    @OnMessage
    public String answer(String message, Session session) {
        Principal user = session.getUserPrincipal();
        return message + ", user=" + (user == null ? null : user.getName());
    }
}
