package dev.saoma.page.web;

import dev.saoma.page.seal.RandomText;

/** Fresh text for every answer. */
final class Nonces {
    private final RandomText random;

    Nonces(RandomText random) {
        this.random = random;
    }

    /** For a Content-Security-Policy; 131 bits. */
    String nonce() {
        return random.alphanumeric(22);
    }

    /** Names an error on its page and in the log. */
    String errorId() {
        return random.alphanumeric(10);
    }
}
