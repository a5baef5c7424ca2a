package dev.saoma.page.limit;

/**
 * The budget of its client address that a request is charged to, by what it may cause. The numbers are in docs/page/budgets.md.
 */
public enum Budget {
    /** Health probes: nothing is stored, called or logged, and they are never refused. */
    PROBES,
    /** Documents and pages from memory alone. */
    DOCUMENTS,
    /** Begins a sign-in; charged when the request is accepted. */
    SIGN_INS,
    /**
     * Finishes a sign-in or ends a session: may call WeChat or an application, and store values. Charged when it is accepted.
     */
    CALLBACKS,
    /** Called by programs; charged for every request. */
    CALLS,
    /** Same as {@link #CALLS}; wrong client secrets are counted in addition. */
    CLIENT_CALLS
}
