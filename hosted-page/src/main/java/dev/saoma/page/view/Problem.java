package dev.saoma.page.view;

/**
 * What went wrong, in the user's language, for answers that are not pages.
 *
 * @param title a few words
 * @param text plain cause and way on
 */
public record Problem(String title, String text) {}
