package dev.saoma.page.http;

import dev.saoma.page.seal.RandomText;

/** Fresh text for every answer. */
public final class Nonces {
    private final RandomText random;

    public Nonces(RandomText random) {
        this.random = random;
    }

    /** For a Content-Security-Policy; 131 bits. */
    public String nonce() {
        return random.alphanumeric(22);
    }

    /** Names an error on its page and in the log. */
    public String errorId() {
        return random.alphanumeric(10);
    }
}
