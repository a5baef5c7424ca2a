package dev.saoma.page.settings;

/** What ID tokens and logout tokens may be signed with (RFC 7518, 3.1). */
public enum SigningAlgorithm {
    /** RSA with SHA-256: slower to sign, quickest to check. */
    RS256,
    /** ECDSA on P-256 with SHA-256: small tokens. */
    ES256
}
