import { fetchJson } from '../shared/http.js';
import { begin } from './begin.js';
import { BROWSER } from './browser.js';
import { query, random, sha256 } from './encoding.js';
import { reasonOf, SaomaError } from './errors.js';
import { pickUp } from './redirect.js';
import { isText } from './responses.js';
import { socialOf } from './social.js';
import { keep } from './storage.js';
import { claimsOf, isSigned, userOf } from './tokens.js';

// The state that clients of one application share on a page: frameworks create and call them more than once.
const pages = {};

function isHost(host) {
  try {
    const { protocol, hostname, origin, pathname } = new URL(host);
    const safe = protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
    return safe && host === origin + pathname.replace(/\/$/, '');
  } catch (e) {
    return false;
  }
}

export class AuthenticationClient {
  constructor(options) {
    this.options = { lang: 'zh-CN', timeout: 10000, scope: 'openid profile', ...options };
    const host = this.options.appHost || this.options.domain || this.options.host;
    if (!/^[A-Za-z0-9._~-]{1,64}$/.test(this.options.appId)) {
      throw this.error('misconfigured', 'appId');
    }
    this.appHost = host;
    if (!isHost(host)) {
      throw this.error('misconfigured', 'appHost (https, no / at end): ' + host);
    }
    const key = host + ' ' + this.options.appId;
    const page = (BROWSER && pages[key]) || {};
    this.page = page;
    if (BROWSER) {
      pages[key] = page;
      page.returned = page.returned || pickUp(this);
      if (page.returned) {
        page.returned.catch(() => {
          page.inVain = true;
        });
      }
    }
    this.social = socialOf(this);
  }

  error(reason, detail) {
    return new SaomaError(reason, this.options.lang, detail);
  }

  refusal(response) {
    return this.error(reasonOf(response.error), response.error_description);
  }

  // ---- the user of this page: in memory, and gone with it ----

  // The user of this page; else the hosted page's, which browsers let it disclose on the same site only.
  async getCurrentUser() {
    const { page } = this;
    await (page.returned && page.returned.catch(() => {}));
    if (page.user && Date.parse(page.user.tokenExpiredAt) > Date.now()) {
      return page.user;
    }
    if (keep('out:' + this.options.appId) !== null) {
      return null;
    }
    try {
      return await this.silently();
    } catch (error) {
      if (/not_signed_in|click_needed/.test(error.reason)) {
        return null;
      }
      throw error;
    }
  }

  silently() {
    const { page } = this;
    if (!page.silent || page.silent.over) {
      page.silent = begin(this, { mode: 'silent', timeout: this.options.timeout });
    }
    return page.silent.promise;
  }

  // A new token of the same user, if the hosted page still has a session and browsers let it disclose that.
  async refreshToken() {
    const before = this.page.user;
    const user = await this.silently();
    if (before && before.id !== user.id) {
      this.page.user = before;
      throw this.error('not_signed_in');
    }
    const { iat, exp } = claimsOf(user.token);
    return { token: user.token, iat, exp };
  }

  async hasRole(role) {
    return (((await this.getCurrentUser()) || {}).roles || []).includes(role);
  }

  setCurrentUser(user) {
    this.page.user = user;
    this.page.leaving = null;
    keep('out:' + this.options.appId, null);
    return user;
  }

  setToken(token) {
    this.page.user = token ? userOf(token) : null;
  }

  // A token that is given is validated; else it is about the user of this page.
  async checkLoginStatus(token) {
    let claims = null;
    let error = null;
    try {
      claims = token ? await this.validateToken({ idToken: token }) : claimsOf((await this.getCurrentUser()).token);
    } catch (failed) {
      error = failed.reason ? failed : this.error('not_signed_in');
    }
    const { code, message } = error || { code: 200, message: 'OK' };
    const { exp, iat, sub } = claims || {};
    return { code, message, status: !error, exp, iat, data: claims && { id: sub } };
  }

  // ---- the hosted page's addresses ----

  buildAuthorizeUrl(options = {}) {
    const challenge = options.codeChallenge;
    return (
      this.appHost +
      '/authorize?' +
      query({
        client_id: this.options.appId,
        redirect_uri: options.redirectUri || this.options.redirectUri,
        response_type: 'code',
        response_mode: options.responseMode !== 'query' && options.responseMode,
        scope: options.scope || this.options.scope,
        state: options.state || random(),
        nonce: options.nonce || random(),
        code_challenge: challenge,
        code_challenge_method: challenge && 'S256',
        prompt: options.prompt,
        display: options.display,
        ui_locales: this.options.lang
      })
    );
  }

  buildLogoutUrl(options = {}) {
    return (
      this.appHost +
      '/logout?' +
      query({
        client_id: this.options.appId,
        id_token_hint: options.idToken || (this.page.user || {}).token,
        post_logout_redirect_uri: options.redirectUri,
        state: options.state
      })
    );
  }

  generateCodeChallenge() {
    return random();
  }

  getCodeChallengeDigest(options) {
    return sha256(options.codeChallenge);
  }

  // ---- tokens ----

  async call(path, init) {
    const body = await fetchJson(this.appHost + path, this.options.timeout, { credentials: 'omit', ...init }).catch(() => {
      throw this.error('network');
    });
    if (body && body.error) {
      throw this.refusal(body);
    }
    return body;
  }

  getAccessTokenByCode(code, options = {}) {
    return this.call('/token', {
      method: 'POST',
      body: query({
        grant_type: 'authorization_code',
        client_id: this.options.appId,
        code,
        redirect_uri: options.redirectUri || this.options.redirectUri,
        code_verifier: options.codeVerifier
      })
    });
  }

  // The user that a response is about, whose code only this sign-in can exchange.
  async exchange(signIn, response) {
    if (response.error) {
      throw this.refusal(response);
    }
    const tokens = await this.getAccessTokenByCode(response.code, signIn);
    const claims = claimsOf(tokens.id_token || '');
    if (!this.isOurs(claims) || claims.nonce !== signIn.nonce) {
      throw this.error('mismatch');
    }
    return this.setCurrentUser(userOf(tokens.id_token));
  }

  // The token came from the page itself, over TLS: OpenID Connect Core 3.1.3.7 rule 6 spares the signature.
  isOurs(claims) {
    return claims.iss === this.appHost && claims.aud === this.options.appId && isText(claims.sub) && claims.exp > 0;
  }

  getUserInfoByAccessToken(token) {
    return this.call('/userinfo', { headers: { Authorization: 'Bearer ' + token } });
  }

  // The claims of a valid token, or an error: signature, issuer, audience and lifetime are checked.
  async validateToken({ accessToken, idToken }) {
    if (accessToken) {
      return this.getUserInfoByAccessToken(accessToken);
    }
    const token = `${idToken}`;
    const claims = claimsOf(token);
    const { keys } = await this.call('/jwks');
    if (!this.isOurs(claims) || !(await isSigned(token, keys).catch(() => false))) {
      throw this.error('token_invalid');
    }
    if (claims.exp * 1000 <= Date.now()) {
      throw this.error('token_expired');
    }
    return claims;
  }

  // Forgets the user here. With "redirectUri" the browser is redirected to the hosted page, which ends its own session too.
  async logout(options = {}) {
    const { page } = this;
    const url = page.leaving || this.buildLogoutUrl(options); // Called again, it still has the ID token.
    page.user = page.returned = null;
    keep('out:' + this.options.appId, '1');
    if (options.redirectUri) {
      page.leaving = url;
      location.assign(url);
    }
  }
}
