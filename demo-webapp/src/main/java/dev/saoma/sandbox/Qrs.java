package dev.saoma.sandbox;

import java.util.List;
import java.util.Optional;

/** QR codes as the phone side sees them. */
final class Qrs {

    private final QrCodes codes;
    private final Grants grants;

    Qrs(QrCodes codes, Grants grants) {
        this.codes = codes;
        this.grants = grants;
    }

    /** Newest first. */
    List<Qr> live() {
        return codes.live().stream().map(code -> new Qr(code, grants)).toList();
    }

    Optional<Qr> find(String uuid) {
        return codes.find(uuid).map(code -> new Qr(code, grants));
    }
}
