package dev.saoma.page.branding;

import java.net.URI;

/**
 * A link at the foot of the page, such as the privacy policy.
 *
 * @param label what it is called; never {@link LocalText#NONE}
 * @param url https, or http where the page itself is on plain http
 */
public record BrandLink(LocalText label, URI url) {}
