package dev.saoma.sandbox.qr;

/**
 * The URL that the sign-in page opens, in two pieces with the {@code code} between them. WeChat's page appends text without
 * parsing: {@code &} if there is a {@code ?} anywhere, else {@code ?}, even after a fragment.
 */
public record CallbackUrl(String beforeCode, String afterCode, String declined) {

    /** {@code state} is percent-encoded as received, because it is returned verbatim; empty if there was none. */
    public static CallbackUrl of(String redirectUri, String state) {
        String start = redirectUri + (redirectUri.indexOf('?') >= 0 ? '&' : '?');
        return new CallbackUrl(start + "code=", "&state=" + state, start + "state=" + state);
    }

    /** Returns the URL with that code. */
    public String with(String code) {
        return beforeCode + code + afterCode;
    }
}
