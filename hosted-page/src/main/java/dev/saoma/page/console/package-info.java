/**
 * The administration console of a pool and its people, on a listener and origin of its own.
 *
 * <p>Owns entry (the link from the command line, registered browsers, sessions), its own routing table, whose stages make every
 * write state the allowed duties and the proof of intent, and the screens. Must not know how people sign in: it is an ordinary
 * application of each pool. No sign-in needs it, and nothing of it is served on the login page's listener.
 *
 * <pre>
 *   GET /enter#link ─▶ POST /enter ─────────────────────▶ session "from the shell", 30 minutes
 *   GET /sign-in/begin ─▶ login page ─▶ GET /callback ──▶ session, if a known browser comes with the scan
 *                                            └──────────▶ GET /sign-in/browser: eight characters, else nothing
 * </pre>
 */
@NullMarked
package dev.saoma.page.console;

import org.jspecify.annotations.NullMarked;
