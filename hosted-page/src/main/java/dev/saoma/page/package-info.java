/**
 * The hosted login page. {@link dev.saoma.page.HostedPage} is its front door, and this package the only place where its parts
 * meet: {@code Pools} finds the pool of a request by its host name, {@code PoolParts} puts the parts of one pool together,
 * {@code SettingsWatch} has them follow settings that change.
 *
 * <pre>
 *   server      web ─▶ view, sdk
 *                │
 *                │          (sdk ─▶ seal, store)
 *                ├──▶ compat ─▶ logout ─▶ session
 *                ├──▶ signin ─▶ session ─▶ oidc ─▶ keys
 *                │      │                   ├────▶ seal, store, people
 *                │      ▼                   ▼
 *                └───▶ wechat ─▶ settings ─▶ branding      redis ─▶ seal, store, settings
 *
 *   web, signin, logout, session, store, telemetry ─▶ limit ─▶ settings      web, signin, logout ─▶ telemetry      compat, wechat, keys, doctor ─▶ json
 * </pre>
 *
 * Arrows mean "may use", and go down and right only; {@code server} is used by no other package and uses none. Beside all this is
 * {@code doctor}, which looks at a set-up from outside.
 */
@NullMarked
package dev.saoma.page;

import org.jspecify.annotations.NullMarked;
