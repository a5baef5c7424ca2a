package dev.saoma.page.signin;

/** Thrown if a code identifies no user. The message is for the log and contains no secret. */
public final class SignInStopped extends Exception {
    private static final long serialVersionUID = 1L;

    private final SignInFailure failure;
    private final Code code;

    /** The state of the code after the attempt. */
    enum Code {
        /** WeChat was not called. */
        NOT_SENT,
        /** WeChat responded with an error. */
        REFUSED,
        /** The code is used up, or may be. */
        USED
    }

    SignInStopped(SignInFailure failure, Code code, String message) {
        super(message);
        this.failure = failure;
        this.code = code;
    }

    Code code() {
        return code;
    }

    SignInFailure failure() {
        return failure;
    }
}
