package dev.saoma.sandbox.qr;

import dev.saoma.sandbox.model.SandboxApp;

/** The request behind one QR code: the app, and where the response goes. */
public record Authorization(SandboxApp app, String redirectUri, CallbackUrl callbackUrl) {}
