package dev.saoma.filter.container.app;

import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.security.Principal;

/** A WebSocket that says who has opened it. */
@ServerEndpoint("/chat/{room}")
public final class Chat {
    @OnOpen
    public void open(Session session, @PathParam("room") String room) throws IOException {
        Principal user = session.getUserPrincipal();
        session.getBasicRemote().sendText("room=" + room + " user=" + (user == null ? null : user.getName()));
    }
}
