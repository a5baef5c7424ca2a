package dev.saoma.page.branding;

import java.net.URI;

/**
 * A link at the foot of the page, such as the privacy policy.
 *
 * @param label its text; never {@link LocalText#NONE}
 * @param url an https URL, or http if the page itself uses plain http
 */
public record BrandLink(LocalText label, URI url) {}
