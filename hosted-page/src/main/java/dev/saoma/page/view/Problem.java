package dev.saoma.page.view;

/**
 * A problem in the user's language, for responses that are not pages.
 *
 * @param title a few words
 * @param text plain cause and way on
 */
public record Problem(String title, String text) {}
