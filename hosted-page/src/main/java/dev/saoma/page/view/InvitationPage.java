package dev.saoma.page.view;

/** What the page for an invitation shows. */
public enum InvitationPage {
    /** The form for an invitation, which a script fills in and submits if the address contains one. */
    ASKS,
    /** The form again, because what was submitted is not an invitation. */
    REFUSED,
    /** Confirms that the browser keeps the invitation, with the next step. */
    KEPT
}
