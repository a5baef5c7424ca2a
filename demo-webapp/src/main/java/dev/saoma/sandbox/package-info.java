/**
 * The sandbox: a local WeChat for website sign-in, so that everything runs and is tested without a WeChat account.
 *
 * <p>Owns WeChat's sign-in page with its QR code and long poll, its consent page inside WeChat, the {@code /sns} API, and a
 * phone page on which a person acts as a WeChat user. {@link dev.saoma.sandbox.WeChatSandbox} is the front door.
 *
 * <pre>
 *  browser tab                        sandbox                          phone page, or a test
 *    GET /connect/qrconnect ────────▶ AuthorizationCheck → QrCodes.create
 *    GET /connect/qrcode/UUID ──────▶ QrImage
 *    GET /connect/l/qrconnect ──────▶ LongPoll holds … QrCode ◀──────── scan, confirm, cancel
 *    callback by script ◀──────────── 405 and the code
 *  site's back end
 *    GET /sns/oauth2/access_token ──▶ SnsApi → Grants
 * </pre>
 *
 * <p>Must not know: the hosted page and the filter. It shares no code with them; otherwise both could be wrong in the same way.
 * What it copies is WeChat's observed behaviour, oddities included; the only deliberate deviations are named at
 * {@link dev.saoma.sandbox.WeChatSandbox}.
 */
@NullMarked
package dev.saoma.sandbox;

import org.jspecify.annotations.NullMarked;
