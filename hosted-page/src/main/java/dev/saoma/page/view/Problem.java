package dev.saoma.page.view;

/**
 * A problem in the user's language, for responses that are not pages.
 *
 * @param title a few words
 * @param text the cause in plain words, and what to do next
 */
public record Problem(String title, String text) {}
