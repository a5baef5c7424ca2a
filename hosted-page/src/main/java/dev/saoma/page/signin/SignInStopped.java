package dev.saoma.page.signin;

/** Nobody can be signed in. The message is for the log, and has no secret in it. */
final class SignInStopped extends Exception {
    private static final long serialVersionUID = 1L;

    private final SignInFailure failure;

    SignInStopped(SignInFailure failure, String message) {
        super(message);
        this.failure = failure;
    }

    SignInFailure failure() {
        return failure;
    }
}
