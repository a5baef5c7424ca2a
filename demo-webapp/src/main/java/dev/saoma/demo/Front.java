package dev.saoma.demo;

import java.net.URI;

/**
 * How browsers reach the parts of the demonstration, each of which listens on 127.0.0.1 by plain http. Usually directly.
 */
@FunctionalInterface
public interface Front {
    /**
     * Nothing in between: hosted page and console as {@code 127.0.0.1}, the others as {@code localhost}, which is another site.
     */
    Front NONE = (part, port) -> URI.create("http://" + part.loopbackHost() + ":" + port);

    /** Returns the URL, without a slash at the end, by which browsers reach {@code part}, which listens on {@code port}. */
    URI url(Part part, int port);

    /** The parts, each of an origin of its own. */
    enum Part {
        /** The hosted page. */
        PAGE,
        /** The local WeChat. */
        WECHAT,
        /** The legacy WAR. */
        WAR,
        /** The existing site. */
        SHOP,
        /** The hosted page's console. */
        CONSOLE;

        private String loopbackHost() {
            return this == PAGE || this == CONSOLE ? "127.0.0.1" : "localhost";
        }
    }
}
