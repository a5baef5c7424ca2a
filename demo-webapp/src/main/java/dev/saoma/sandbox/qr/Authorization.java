package dev.saoma.sandbox.qr;

import dev.saoma.sandbox.model.SandboxApp;

/** What a site asked for with one QR code: which app, and where the answer goes. */
public record Authorization(SandboxApp app, String redirectUri, CallbackUrl callbackUrl) {}
