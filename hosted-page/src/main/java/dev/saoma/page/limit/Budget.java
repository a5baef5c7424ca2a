package dev.saoma.page.limit;

/**
 * The budget of its client's address that a request is charged to, by what it may cause. The numbers are in
 * docs/page/budgets.md.
 */
public enum Budget {
    /** Health probes: nothing is stored, called or logged, and they are never refused. */
    PROBES,
    /** Documents and pages that come from memory alone. */
    DOCUMENTS,
    /** Begins a sign-in; charged when the request is accepted. */
    SIGN_INS,
    /**
     * Finishes a sign-in or ends a session: may call WeChat or an application, and store values. Charged when the request
     * is accepted.
     */
    CALLBACKS,
    /** Called by programs; charged for every request. */
    CALLS,
    /** Like {@link #CALLS}, and wrong client secrets are counted as well. */
    CLIENT_CALLS
}
