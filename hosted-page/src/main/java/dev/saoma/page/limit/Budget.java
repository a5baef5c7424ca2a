package dev.saoma.page.limit;

/** What one request may cause, and so from which budget of its address it is paid. The numbers are in docs/page/budgets.md. */
public enum Budget {
    /** Health probes: nothing is stored, called or logged, and they are never refused. */
    PROBES,
    /** Documents and pages from memory alone. */
    DOCUMENTS,
    /** Begins a sign-in; paid when the request is accepted. */
    SIGN_INS,
    /** Finishes a sign-in or ends a session: may call WeChat or an application, and store values. Paid when it is accepted. */
    CALLBACKS,
    /** Asked by programs; paid by every request. */
    CALLS,
    /** Same as {@link #CALLS}; wrong client secrets are counted in addition. */
    CLIENT_CALLS
}
