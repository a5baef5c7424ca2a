package dev.saoma.page.branding;

/**
 * A pool's own texts, as plain text: they are escaped where they are shown.
 *
 * @param headline the headline of the login page, in place of its own; at most 60 characters
 * @param note a sentence or two below it, such as a help contact; at most 300 characters
 * @param footer a line at the foot of every page, such as the number of the ICP filing; at most 120 characters
 */
public record BrandTexts(LocalText headline, LocalText note, LocalText footer) {
    /** No texts. */
    public static final BrandTexts NONE = new BrandTexts(LocalText.NONE, LocalText.NONE, LocalText.NONE);
}
