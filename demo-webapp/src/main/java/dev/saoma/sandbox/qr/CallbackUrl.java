package dev.saoma.sandbox.qr;

/**
 * The address the sign-in page goes to, as two pieces with the {@code code} between them. WeChat's page appends text and does
 * not parse: {@code &} if there is a {@code ?} anywhere, else {@code ?}, even behind a fragment.
 */
public record CallbackUrl(String beforeCode, String afterCode, String declined) {

    /** {@code state} in the percent-encoded form in which it came, because it goes back verbatim; empty if none came. */
    public static CallbackUrl of(String redirectUri, String state) {
        String start = redirectUri + (redirectUri.indexOf('?') >= 0 ? '&' : '?');
        return new CallbackUrl(start + "code=", "&state=" + state, start + "state=" + state);
    }

    /** Returns the URL with that code. */
    public String with(String code) {
        return beforeCode + code + afterCode;
    }
}
