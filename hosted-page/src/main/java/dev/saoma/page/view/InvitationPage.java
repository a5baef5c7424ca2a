package dev.saoma.page.view;

/** What the page for an invitation shows. */
public enum InvitationPage {
    /** The form for it, which its script fills in and sends where the address has an invitation. */
    ASKS,
    /** The same, because what was sent is none. */
    REFUSED,
    /** Confirms that the browser keeps the invitation, with the next step. */
    KEPT
}
