// Saoma browser SDK: WeChat sign-in in a window of its own, from any site.
//
// The build makes it small, and a module, a classic script and a CommonJS file of it.
//
// Only a one-time code crosses windows. It is bound to this page by PKCE, and what it is exchanged for stays in memory.

var Saoma = (() => {
  'use strict';

  const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
  const LONGEST_SIGN_IN = 600000;
  const TICK = 400;
  // A window that reached WeChat's page and was still there after so long is not cut off from us by that page.
  const SETTLED = 10000;
  // How long the last page of the window may need to reach us.
  const PATIENCE = 4000;
  const TROUBLES = ['declined', 'expired'];
  // Web views and home-screen apps, where a second window is lost or never comes back.
  const NO_WINDOWS = /MicroMessenger|wxwork|Lark|Feishu|DingTalk|AlipayClient|\bQQ\/|FBA[NV]|Instagram|Line\/|; wv\)/;

  // Numbers that Authing's SDK knows keep their meaning; from 9000 on they are ours.
  const ERRORS = {
    token_invalid: [400, '登录凭证无效', 'The token is not valid'],
    server_busy: [1000, '登录服务繁忙，请稍后再试', 'The sign-in service is busy, try again later'],
    app_unknown: [2011, '应用不存在', 'The application is not registered'],
    not_signed_in: [2020, '尚未登录', 'Nobody is signed in'],
    token_expired: [2206, '登录已过期，请重新登录', 'The sign-in has expired, sign in again'],
    code_invalid: [2300, '登录码已失效，请重新登录', 'The one-time code is no longer valid, sign in again'],
    popup_blocked: [9001, '浏览器拦截了登录窗口', 'The browser blocked the sign-in window'],
    cancelled: [9002, '登录窗口已关闭', 'The sign-in window was closed'],
    declined: [9003, '用户在微信中取消了登录', 'The user declined in WeChat'],
    expired: [9004, '二维码已过期', 'The QR code has expired'],
    timeout: [9005, '登录超时', 'The sign-in took too long'],
    aborted: [9006, '登录已被中止', 'The sign-in was aborted'],
    cut_off: [9007, '登录窗口与本页失去联系', 'The sign-in window and this page cannot reach each other'],
    mismatch: [9008, '登录结果与请求不符', 'The result does not belong to this sign-in'],
    network: [9009, '无法连接登录服务', 'The sign-in service cannot be reached'],
    refused: [9010, '登录服务拒绝了请求', 'The sign-in service refused the request'],
    unsupported: [9011, '不支持的登录方式', 'This way of signing in is not supported'],
    insecure: [9012, '需要 HTTPS 页面', 'The page must be served over HTTPS'],
    misconfigured: [9013, '参数错误', 'An option is wrong'],
    no_browser: [9014, '只能在浏览器中登录', 'Signing in needs a browser']
  };

  // What the hosted page's and OAuth's errors mean here; anything else is "refused".
  const OAUTH = {
    access_denied: 'declined',
    login_required: 'not_signed_in',
    invalid_client: 'app_unknown',
    invalid_grant: 'code_invalid',
    invalid_token: 'token_invalid',
    server_error: 'server_busy',
    temporarily_unavailable: 'server_busy'
  };

  class SaomaError extends Error {
    constructor(reason, lang, detail) {
      const row = ERRORS[reason];
      super(row[/^en/i.test(lang) ? 2 : 1] + (detail ? ': ' + detail : ''));
      this.name = 'SaomaError';
      this.code = row[0];
      this.reason = reason;
    }
  }

  function random() {
    return base64url(crypto.getRandomValues(new Uint8Array(32)));
  }

  function base64url(bytes) {
    return btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');
  }

  function bytesOf(text) {
    return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  }

  function json(part) {
    return JSON.parse(new TextDecoder().decode(bytesOf(part)));
  }

  function claimsOf(token) {
    try {
      const claims = json(token.split('.')[1]);
      return claims && typeof claims === 'object' ? claims : {};
    } catch (malformed) {
      return {};
    }
  }

  function sha256(text) {
    return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)).then((hash) => base64url(new Uint8Array(hash)));
  }

  function query(parameters) {
    const all = new URLSearchParams();
    Object.keys(parameters).forEach((name) => {
      if (parameters[name] !== undefined && parameters[name] !== null && parameters[name] !== '') {
        all.set(name, parameters[name]);
      }
    });
    return all;
  }

  function date(seconds) {
    return typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : undefined;
  }

  function isText(value) {
    return typeof value === 'string' && value !== '' && value.length <= 1024;
  }

  // A response of the page at "host" for the sign-in "state", by whichever way it came; null if it is anything else.
  function responseIn(data, state, host) {
    const ours =
      data && typeof data === 'object' && data.type === 'saoma:response' && data.state === state && data.iss === host;
    return ours && isText(data.code) !== isText(data.error) ? data : null;
  }

  function channelOf(state) {
    return typeof BroadcastChannel === 'function' ? new BroadcastChannel('saoma:' + state) : null;
  }

  function storage() {
    try {
      return window.sessionStorage;
    } catch (refused) {
      return null;
    }
  }

  // One sign-in: from the click to the user or to an error. It always ends.
  class SignIn {
    constructor(client, options) {
      this.client = client;
      this.options = options;
      this.state = random();
      this.nonce = random();
      this.verifier = random();
      this.redirectUri = options.redirectUri || client.options.redirectUri || location.origin + '/';
      this.over = false;
      this.cleaners = [];
      this.promise = new Promise((resolve, reject) => {
        this.resolve = resolve;
        this.reject = reject;
      });
      this.start();
    }

    // Up to window.open nothing may wait: browsers open windows for clicks only.
    start() {
      const options = this.options;
      const mode = options.mode || 'auto';
      if (options.signal) {
        if (options.signal.aborted) {
          return this.fail('aborted');
        }
        this.on(options.signal, 'abort', () => this.fail('aborted'));
      }
      if (!['auto', 'popup', 'redirect'].includes(mode)) {
        return this.fail('unsupported', 'mode ' + mode);
      }
      if (!crypto.subtle) {
        return this.fail('insecure');
      }
      const timer = setTimeout(() => this.fail('timeout'), options.timeout || LONGEST_SIGN_IN);
      this.cleaners.push(() => clearTimeout(timer));
      if (mode === 'redirect' || (mode === 'auto' && (NO_WINDOWS.test(navigator.userAgent) || navigator.standalone))) {
        return this.redirect();
      }
      this.popup = this.open('');
      if (this.popup) {
        this.listen();
        this.address('web_message').then((url) => {
          this.url = url;
          if (!this.over) {
            this.popup.location.replace(url);
          }
        });
      } else if (mode === 'auto' && window.top === window) {
        this.redirect();
      } else {
        this.fail('popup_blocked');
      }
    }

    open(url) {
      const size = this.options.position || {};
      const width = size.w || 585;
      const height = size.h || 649;
      const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - width) / 2));
      const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - height) / 2));
      const features = 'popup=yes,width=' + width + ',height=' + height + ',left=' + left + ',top=' + top;
      const opened = window.open(url, 'saoma-' + this.state, this.options.popup === false ? '' : features);
      return opened && !opened.closed ? opened : null;
    }

    address(mode, prompt) {
      return sha256(this.verifier).then((challenge) =>
        this.client.buildAuthorizeUrl({
          redirectUri: this.redirectUri,
          responseMode: mode,
          scope: this.options.scope,
          state: this.state,
          nonce: this.nonce,
          codeChallenge: challenge,
          prompt: prompt || this.options.prompt,
          display: mode === 'web_message' ? 'popup' : undefined
        })
      );
    }

    on(target, type, listener) {
      target.addEventListener(type, listener);
      this.cleaners.push(() => target.removeEventListener(type, listener));
    }

    at(place) {
      if (this.options.onState) {
        this.options.onState(place);
      }
    }

    // The window tells us by message; where something cut it off, its last page is one of this site's own, and that tells us
    // by BroadcastChannel. Whatever else arrives is none of our business.
    listen() {
      const origin = new URL(this.client.appHost).origin;
      this.on(window, 'message', (event) => {
        if (event.origin !== origin || event.source !== this.popup) {
          return;
        }
        this.hear(event.data, (ack) => this.popup.postMessage(ack, origin));
      });
      const channel = channelOf(this.state);
      if (channel) {
        this.on(channel, 'message', (event) => this.hear(event.data, (ack) => channel.postMessage(ack)));
        this.cleaners.push(() => channel.close());
      }
      this.openUntil = performance.now();
      this.closedTicks = 0; // It may look closed from the first look on.
      const watch = setInterval(() => this.look(), TICK);
      this.cleaners.push(() => clearInterval(watch));
      this.at('opened');
    }

    hear(data, answer) {
      const response = responseIn(data, this.state, this.client.appHost);
      if (response && !this.answered) {
        this.answered = true;
        answer({ type: 'saoma:ack', state: this.state });
        this.finish(response);
      } else if (data && data.type === 'saoma:at' && data.state === this.state && isText(data.at)) {
        this.heard = true;
        this.goneTo(data.at);
      }
    }

    goneTo(place) {
      if (place !== this.place) {
        this.place = place;
        this.placeSince = performance.now();
        if (TROUBLES.includes(place)) {
          this.trouble = place;
        } else if (place === 'code') {
          this.trouble = null;
        }
        if (place !== 'closing' && place !== 'over') {
          this.at(place);
        }
      }
    }

    // That a window looks closed proves something only while no page of another site can have cut it off. Where one has, the
    // hosted page is asked: it takes a note of where its window is.
    look() {
      const now = performance.now();
      if (!this.popup.closed) {
        this.openUntil = now;
        this.closedTicks = 0;
      } else if (!this.answered && ++this.closedTicks > 1) {
        if (this.heard && this.place !== 'over' && (this.place !== 'left' || this.openUntil - this.placeSince > SETTLED)) {
          this.fail(this.trouble || 'cancelled');
        } else if (this.closedTicks % 2 === 0) {
          this.ask(now);
        }
      }
    }

    ask(now) {
      const waited = now - (this.place ? this.placeSince : this.openUntil || 0);
      if (this.place === 'over' && waited > PATIENCE) {
        return this.withoutWindow();
      }
      if (this.place === 'closing' ? waited > TICK : !this.place && waited > SETTLED) {
        return this.fail(this.trouble || 'cancelled');
      }
      this.client
        .call('/sdk/v1/status', { method: 'POST', body: query({ state: this.state }) })
        .then((note) => this.over || !note.at || this.goneTo(note.at))
        .catch(() => {});
    }

    // The user is done, and no way led from the window to this page: the hosted page knows the user, so a redirect brings
    // them back without a scan.
    withoutWindow() {
      if ((this.options.mode || 'auto') === 'auto' && window.top === window) {
        this.answered = true;
        this.redirect('none');
      } else {
        this.fail('cut_off');
      }
    }

    // The second click: the window comes to the front, or is opened again if it is out of sight for us.
    again() {
      if (!this.popup || this.answered || !this.url) {
        return;
      }
      if (this.popup.closed) {
        this.place = this.heard = null;
        this.openUntil = performance.now();
        this.popup = this.open(this.url) || this.popup;
      }
      this.popup.focus();
    }

    finish(response) {
      if (response.error) {
        return this.fail(OAUTH[response.error] || 'refused', response.error_description);
      }
      this.goneTo('finishing');
      this.client.exchange(this, response.code).then(
        (user) => this.end(() => this.resolve(user)),
        (error) => this.end(() => this.reject(error))
      );
    }

    fail(reason, detail) {
      this.end(() => this.reject(this.client.error(reason, detail)));
    }

    end(settle) {
      if (!this.over) {
        this.over = true;
        this.cleaners.forEach((clean) => clean());
        if (this.popup && !this.popup.closed) {
          this.popup.close();
        }
        settle();
      }
    }

    // This page goes away and comes back. What it needs then is kept in the tab: no token, and nothing that is of use without
    // the code.
    redirect(prompt) {
      const { state, nonce, verifier, redirectUri } = this;
      const back = location.href;
      const kept = storage();
      if (!kept) {
        return this.fail('popup_blocked');
      }
      this.at('redirecting');
      kept.setItem('saoma:' + state, JSON.stringify({ state, nonce, verifier, redirectUri, back }));
      this.on(window, 'pageshow', (event) => event.persisted && this.fail('cancelled'));
      this.address('query', prompt).then((url) => this.over || location.assign(url));
    }
  }

  // This page is where a sign-in comes back to. If it began in this tab, it ends here; if another tab waits for it, that one
  // gets to hear of it and this window closes. The promise of the user, or null if nothing came back.
  function pickUp(client) {
    const here = new URL(location.href);
    const answer = here.searchParams;
    const kept = storage();
    const parked = kept && kept.getItem('saoma:returned:' + client.options.appId);
    const response = parked
      ? JSON.parse(parked)
      : { type: 'saoma:response', state: answer.get('state'), iss: answer.get('iss'), code: answer.get('code') || '' };
    if (!parked && answer.has('error')) {
      response.error = answer.get('error');
      response.error_description = answer.get('error_description');
    }
    if (!isText(response.state) || !responseIn(response, response.state, client.appHost)) {
      return null;
    }
    const begun = kept && kept.getItem('saoma:' + response.state);
    if (!parked) {
      ['state', 'iss', 'code', 'error', 'error_description'].forEach((name) => answer.delete(name));
      history.replaceState(history.state, '', here.href);
    }
    if (!begun) {
      tellOthers(response);
      return null;
    }
    const signIn = JSON.parse(begun);
    if (signIn.back.split('#')[0] !== here.href.split('#')[0] && signIn.back.indexOf(location.origin + '/') === 0) {
      kept.setItem('saoma:returned:' + client.options.appId, JSON.stringify(response));
      location.replace(signIn.back);
      return new Promise(() => {});
    }
    kept.removeItem('saoma:returned:' + client.options.appId);
    kept.removeItem('saoma:' + response.state);
    history.replaceState(history.state, '', signIn.back);
    return response.error
      ? Promise.reject(client.error(OAUTH[response.error] || 'refused', response.error_description))
      : client.exchange(signIn, response.code);
  }

  function tellOthers(response) {
    const channel = channelOf(response.state);
    if (channel) {
      channel.addEventListener('message', (event) => {
        if (event.data && event.data.type === 'saoma:ack' && event.data.state === response.state) {
          channel.close();
          window.close();
        }
      });
      channel.postMessage(response);
    }
  }

  class Social {
    constructor(client) {
      this.client = client;
      this.running = null;
    }

    authorize(provider, options = {}) {
      return this.deliver(this.begin(provider, options), options);
    }

    // What a page calls when it loads, if it may be one that a redirect comes back to: the user, or null if none came back.
    handleRedirectCallback(options = {}) {
      const returned = this.client.returned || Promise.resolve(null);
      this.client.returned = null;
      return this.deliver(returned, options);
    }

    begin(provider, options) {
      const client = this.client;
      if (typeof window === 'undefined') {
        return Promise.reject(client.error('no_browser'));
      }
      if (provider !== 'wechat:pc') {
        return Promise.reject(client.error('unsupported', provider));
      }
      if (this.running) {
        this.running.again();
        return this.running.promise;
      }
      const clicked = navigator.userActivation && navigator.userActivation.isActive;
      const returned = client.returned;
      client.returned = null;
      if (returned && !(client.returnedInVain && clicked)) {
        return returned;
      }
      const signIn = new SignIn(client, options);
      const over = () => {
        this.running = null;
      };
      this.running = signIn;
      signIn.promise.then(over, over);
      return signIn.promise;
    }

    // With onError an error is told there, and the promise ends with null; without, the promise is rejected.
    deliver(promise, options) {
      return promise.then(
        (user) => {
          if (user && options.onSuccess) {
            options.onSuccess(user);
          }
          return user;
        },
        (error) => {
          const onError = options.onError || this.client.options.onError;
          if (!onError) {
            throw error;
          }
          onError(error.code, error.message, error);
          return null;
        }
      );
    }
  }

  class AuthenticationClient {
    constructor(options) {
      this.options = Object.assign({ lang: 'zh-CN', timeout: 10000, scope: 'openid profile' }, options);
      const host = this.options.appHost || this.options.domain || this.options.host;
      if (!/^[A-Za-z0-9._~-]{1,64}$/.test(this.options.appId)) {
        throw this.error('misconfigured', 'appId');
      }
      this.appHost = host;
      if (!this.isHost(host)) {
        throw this.error('misconfigured', 'appHost (https://…, no slash at the end), ' + host);
      }
      this.social = new Social(this);
      this.user = null;
      this.returned = null;
      if (typeof window !== 'undefined') {
        this.returned = pickUp(this);
        if (this.returned) {
          this.returned.catch(() => {
            this.returnedInVain = true;
          });
        }
      }
    }

    isHost(host) {
      try {
        const url = new URL(host);
        const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname));
        return safe && host === url.origin + (url.pathname === '/' ? '' : url.pathname) && !host.endsWith('/');
      } catch (malformed) {
        return false;
      }
    }

    error(reason, detail) {
      return new SaomaError(reason, this.options.lang, detail);
    }

    // ---- the user of this page: in memory, and gone with it ----

    getCurrentUser() {
      const valid = () => (this.user && Date.parse(this.user.tokenExpiredAt) > Date.now() ? this.user : null);
      return this.returned ? this.returned.then(valid, valid) : Promise.resolve(valid());
    }

    setCurrentUser(user) {
      this.user = user;
      return user;
    }

    setToken(token) {
      this.user = token ? this.userOf(token) : null;
    }

    userOf(token) {
      const claims = claimsOf(token);
      return {
        id: claims.sub,
        nickname: claims.name,
        name: claims.name,
        photo: claims.picture,
        unionid: claims.unionid,
        openid: claims.openid,
        roles: claims.roles,
        lastLogin: date(claims.auth_time),
        token,
        tokenExpiredAt: date(claims.exp)
      };
    }

    checkLoginStatus(token) {
      return this.getCurrentUser().then((user) => {
        const claims = claimsOf(token || (user ? user.token : ''));
        const good = claims.exp * 1000 > Date.now();
        const error = good ? null : this.error(claims.exp ? 'token_expired' : 'not_signed_in');
        return {
          code: good ? 200 : error.code,
          message: good ? 'OK' : error.message,
          status: good,
          exp: claims.exp,
          iat: claims.iat,
          data: good ? { id: claims.sub } : null
        };
      });
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
          response_mode: options.responseMode === 'query' ? undefined : options.responseMode,
          scope: options.scope || this.options.scope,
          state: options.state || random(),
          nonce: options.nonce || random(),
          code_challenge: challenge,
          code_challenge_method: challenge && 'S256',
          prompt: options.prompt,
          display: options.display,
          ui_locales: /^en/i.test(this.options.lang) ? 'en' : this.options.lang
        })
      );
    }

    buildLogoutUrl(options = {}) {
      const token = options.idToken || (this.user && this.user.token);
      return (
        this.appHost +
        '/logout?' +
        query({
          client_id: this.options.appId,
          id_token_hint: token,
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

    call(path, init) {
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), this.options.timeout);
      return fetch(
        this.appHost + path,
        Object.assign({ credentials: 'omit', cache: 'no-store', redirect: 'error', signal: abort.signal }, init)
      )
        .then((response) => response.json())
        .catch(() => {
          throw this.error('network');
        })
        .then((body) => {
          clearTimeout(timer);
          if (body && body.error) {
            throw this.error(OAUTH[body.error] || 'refused', body.error_description);
          }
          return body;
        });
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

    exchange(signIn, code) {
      return this.getAccessTokenByCode(code, { redirectUri: signIn.redirectUri, codeVerifier: signIn.verifier }).then(
        (tokens) => {
          const claims = claimsOf(tokens.id_token || '');
          if (!this.isOurs(claims) || claims.nonce !== signIn.nonce) {
            throw this.error('mismatch');
          }
          return this.setCurrentUser(this.userOf(tokens.id_token));
        }
      );
    }

    // The token came from the page itself, over TLS: OpenID Connect Core 3.1.3.7 rule 6 spares the signature.
    isOurs(claims) {
      return claims.iss === this.appHost && claims.aud === this.options.appId && isText(claims.sub) && claims.exp > 0;
    }

    getUserInfoByAccessToken(token) {
      return this.call('/userinfo', { headers: { Authorization: 'Bearer ' + token } });
    }

    // The claims of a token that is good, or an error: signature, issuer, audience and lifetime are checked.
    validateToken(options) {
      if (options.accessToken) {
        return this.getUserInfoByAccessToken(options.accessToken);
      }
      const parts = String(options.idToken).split('.');
      const claims = claimsOf(String(options.idToken));
      const invalid = this.error('token_invalid');
      return this.call('/jwks').then((jwks) => {
        const header = parts.length === 3 ? claimsOf('.' + parts[0]) : {};
        const key = jwks.keys.find((one) => one.kid === header.kid && one.alg === header.alg);
        if (!key || !this.isOurs(claims)) {
          throw invalid;
        }
        const how =
          key.alg === 'ES256'
            ? { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
            : { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
        const signed = new TextEncoder().encode(parts[0] + '.' + parts[1]);
        return crypto.subtle
          .importKey('jwk', key, how, false, ['verify'])
          .then((imported) => crypto.subtle.verify(how, imported, bytesOf(parts[2]), signed))
          .catch(() => false)
          .then((good) => {
            if (!good) {
              throw invalid;
            }
            if (claims.exp * 1000 <= Date.now()) {
              throw this.error('token_expired');
            }
            return claims;
          });
      });
    }

    // Forgets the user here. With "redirectUri" the browser goes on to the hosted page, which ends its own session too.
    logout(options = {}) {
      const url = this.buildLogoutUrl(options);
      this.user = null;
      if (options.redirectUri) {
        location.assign(url);
      }
      return Promise.resolve();
    }
  }

  return { AuthenticationClient, SaomaError };
})();
