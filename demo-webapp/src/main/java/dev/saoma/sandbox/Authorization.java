package dev.saoma.sandbox;

/** What a site asked for with one QR code: which app, and where the answer goes. */
record Authorization(SandboxApp app, String redirectUri, CallbackUrl callbackUrl) {}
