package dev.saoma.page.settings;

/**
 * Which of WeChat's two identifiers is the {@code sub} of the ID token. Never one in place of the other: an account
 * that changes its identifier is a second account.
 */
public enum SubjectPolicy {
    /** One value per person for all apps of a WeChat Open Platform account. A sign-in without it is refused. */
    UNIONID,
    /** One value per person and app. */
    OPENID
}
