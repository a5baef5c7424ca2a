package dev.saoma.page.web;

/** The request is refused before anything is done with it. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final Trouble trouble;

    /** {@code detail}: what was expected, for developers; nothing from the request. */
    Refusal(Trouble trouble, String detail) {
        super(detail);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
