// Saoma browser SDK: WeChat sign-in in a window of its own, from any site.
//
// The build makes it small, and a module, a classic script and a CommonJS file of it.
//
// Only a one-time code crosses windows. It is bound to this page by PKCE, and what it is exchanged for stays in memory.

var Saoma = (() => {
  'use strict';

  const BROWSER = typeof window !== 'undefined';
  const ANSWER = ['state', 'iss', 'code', 'error', 'error_description'];
  const LONGEST_SIGN_IN = 600000;
  const TICK = 400;
  // A window that reached WeChat's page and was still there after so long is not cut off from us by that page.
  const SETTLED = 10000;
  // How long the last page of the window may need to reach us.
  const PATIENCE = 4000;
  // What onState is not told.
  const QUIET = /closing|over|again/;
  // A frame that says nothing for so long was refused, by this site's policy, by the hosted page's or by the network.
  const FRAME_PATIENCE = 10000;
  // And once whatever came in its place has loaded.
  const LAST_WORD = 1500;
  // There WeChat's page in a frame stays white, and a phone cannot scan itself.
  const NO_FRAMES = /MicroMessenger|wxwork/i;
  // Web views and home-screen apps, where a second window is lost or never comes back.
  const NO_WINDOWS = /MicroMessenger|wxwork|Lark|Feishu|DingTalk|AlipayClient|\bQQ\/|FBA[NV]|Instagram|Line\/|; wv\)/;

  // Numbers that Authing's SDK knows keep their meaning; from 9000 on they are ours.
  const ERRORS = [
    'token_invalid|400|登录凭证无效|The token is not valid',
    'server_busy|1000|登录服务繁忙|The sign-in service is busy',
    'app_unknown|2011|应用不存在|The application is not registered',
    'not_signed_in|2020|尚未登录|Nobody is signed in',
    'token_expired|2206|登录已过期|The sign-in has expired',
    'code_invalid|2300|登录码已失效|The one-time code is no longer valid',
    'popup_blocked|9001|登录窗口被拦截|The sign-in window was blocked',
    'cancelled|9002|登录窗口已关闭|The sign-in window was closed',
    'declined|9003|用户取消了登录|The user declined',
    'expired|9004|二维码已过期|The QR code has expired',
    'timeout|9005|登录超时|The sign-in took too long',
    'aborted|9006|登录已被中止|The sign-in was aborted',
    'cut_off|9007|登录窗口已失联|The sign-in window cannot reach this page',
    'mismatch|9008|登录结果不符|The result is of another sign-in',
    'network|9009|无法连接登录服务|The sign-in service cannot be reached',
    'refused|9010|登录服务拒绝了请求|The sign-in service refused the request',
    'unsupported|9011|不支持的登录方式|This way is not supported',
    'insecure|9012|需要 HTTPS|Signing in needs HTTPS',
    'misconfigured|9013|参数错误|An option is wrong',
    'no_browser|9014|需要浏览器|Signing in needs a browser',
    'frame_blocked|9015|无法显示登录页面|The sign-in page cannot be shown',
    'click_needed|9016|需要点击登录|Signing in needs a click',
    'storage_denied|9017|浏览器禁止存储|The browser stores nothing'
  ].join(';');

  // What the hosted page's and OAuth's errors mean here; anything else is "refused".
  const OAUTH = {
    access_denied: 'declined',
    login_required: 'not_signed_in',
    interaction_required: 'click_needed',
    invalid_client: 'app_unknown',
    invalid_grant: 'code_invalid',
    invalid_token: 'token_invalid',
    server_error: 'server_busy',
    temporarily_unavailable: 'server_busy'
  };

  class SaomaError extends Error {
    constructor(reason, lang, detail) {
      const row = ERRORS.match(`\\b${reason}\\|(\\d+)\\|(.+?)\\|([^;]+)`);
      super(row[/^en/i.test(lang) ? 3 : 2] + (detail ? ': ' + detail : ''));
      this.name = 'SaomaError';
      this.code = +row[1];
      this.reason = reason;
    }
  }

  function random() {
    return base64url(crypto.getRandomValues(new Uint8Array(32)));
  }

  function base64url(bytes) {
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  }

  function bytesOf(text) {
    return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  }

  function claimsOf(token) {
    try {
      return Object(JSON.parse(new TextDecoder().decode(bytesOf(token.split('.')[1]))));
    } catch (e) {
      return {};
    }
  }

  function sha256(text) {
    return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)).then((hash) => base64url(new Uint8Array(hash)));
  }

  function query(parameters) {
    const all = new URLSearchParams();
    Object.keys(parameters).forEach((name) => {
      if (parameters[name]) {
        all.set(name, parameters[name]);
      }
    });
    return all;
  }

  function date(seconds) {
    return seconds > 0 ? new Date(seconds * 1000).toISOString() : undefined;
  }

  function isText(value) {
    return typeof value === 'string' && value !== '' && value.length <= 1024;
  }

  // A response of the page at "host" for the sign-in "state", by whichever way it came; falsy if it is anything else.
  function responseIn(data, state, host) {
    const ours = data && data.type === 'saoma:response' && data.state === state && data.iss === host;
    return ours && isText(data.code) !== isText(data.error) && data;
  }

  function channelOf(state) {
    return window.BroadcastChannel && new BroadcastChannel('saoma:' + state);
  }

  // What the tab keeps under that name; with a value it is kept from now on, with null no longer. 0 if the browser forbids it.
  function keep(name, value) {
    const key = 'saoma:' + name;
    try {
      const storage = sessionStorage;
      return value ? storage.setItem(key, value) : value === null ? storage.removeItem(key) : storage.getItem(key);
    } catch (e) {
      return 0;
    }
  }

  // One sign-in: from the click to the user or to an error. It always ends.
  function begin(client, options) {
    const { appHost } = client;
    const pageOrigin = new URL(appHost).origin;
    const mode = options.mode || 'auto';
    const cleaners = [];
    const state = random();
    const nonce = random();
    const codeVerifier = random();
    const redirectUri = options.redirectUri || client.options.redirectUri || location.origin + '/';
    const signIn = { options, over: false, again, fail };
    let frame, popup, popupUrl, resolve, reject;
    let place, placeSince, trouble, heard, answered, openUntil;
    let closedTicks = 0; // The window may look closed from the first look on.
    signIn.promise = new Promise((resolved, rejected) => {
      resolve = resolved;
      reject = rejected;
    });

    // Up to window.open nothing may wait: browsers open windows for clicks only.
    function start() {
      const { signal } = options;
      if (signal) {
        if (signal.aborted) {
          return fail('aborted');
        }
        on(signal, 'abort', () => fail('aborted'));
      }
      if (!/^(auto|popup|redirect|inline|silent)$/.test(mode)) {
        return fail('unsupported', 'mode ' + mode);
      }
      // No answer that is told to an origin could reach a page that has none.
      if (origin === 'null') {
        return fail('unsupported', 'origin null');
      }
      if (!crypto.subtle) {
        return fail('insecure');
      }
      const timer = setTimeout(() => fail((frame && trouble) || 'timeout'), options.timeout || LONGEST_SIGN_IN);
      cleaners.push(() => clearTimeout(timer));
      if (mode === 'silent') {
        return show(document.documentElement, '/sdk/v1/silent', 'none');
      }
      if (mode === 'inline') {
        const given = options.container;
        const box = isText(given) ? document.querySelector(given) : given;
        if (!box || !box.append) {
          return fail('misconfigured', 'container');
        }
        return NO_FRAMES.test(navigator.userAgent) ? fail('frame_blocked') : show(box, '/embed');
      }
      if (mode === 'redirect' || (mode === 'auto' && (NO_WINDOWS.test(navigator.userAgent) || navigator.standalone))) {
        return redirect();
      }
      popup = open('');
      if (popup) {
        listen();
        address('web_message').then((url) => {
          popupUrl = url;
          if (!signIn.over) {
            popup.location.replace(url);
          }
        });
      } else if (mode === 'auto' && window.top === window) {
        redirect();
      } else {
        fail('popup_blocked');
      }
    }

    function open(url) {
      const size = options.position || {};
      const width = size.w || 585;
      const height = size.h || 649;
      const left = screenX + (outerWidth - width) / 2;
      const top = screenY + (outerHeight - height) / 2;
      const features = `popup=yes,width=${width},height=${height},left=${left},top=${top}`;
      const opened = window.open(url, 'saoma-' + state, options.popup === false ? '' : features);
      return opened && opened.closed ? null : opened;
    }

    function address(responseMode, prompt) {
      return sha256(codeVerifier).then((codeChallenge) =>
        client.buildAuthorizeUrl({
          redirectUri,
          responseMode,
          scope: options.scope,
          state,
          nonce,
          codeChallenge,
          prompt: prompt || options.prompt,
          display: popup && responseMode !== 'query' && 'popup'
        })
      );
    }

    function on(target, type, listener) {
      target.addEventListener(type, listener);
      cleaners.push(() => target.removeEventListener(type, listener));
    }

    function often(what) {
      const timer = setInterval(what, TICK);
      cleaners.push(() => clearInterval(timer));
    }

    function at(where) {
      if (options.onState) {
        options.onState(where);
      }
    }

    // The hosted page in a frame: with the code for everybody to see, or hidden, with nothing but its answer.
    function show(box, path, prompt) {
      const refuse = () => heard || answered || fail('frame_blocked');
      frame = Object.assign(document.createElement('iframe'), {
        title: options.title || 'WeChat',
        width: 320,
        height: 560,
        frameBorder: 0,
        hidden: !!prompt,
        allow: 'local-network-access',
        referrerPolicy: 'origin'
      });
      let timer = setTimeout(refuse, FRAME_PATIENCE);
      cleaners.push(() => clearTimeout(timer));
      on(frame, 'load', () => {
        clearTimeout(timer);
        timer = setTimeout(refuse, LAST_WORD);
      });
      hearFrom(() => frame.contentWindow);
      address('web_message', prompt).then((url) => {
        if (!signIn.over) {
          frame.src = appHost + path + url.slice(url.indexOf('?'));
          box.append(frame);
          often(() => frame.isConnected || fail('cancelled'));
        }
      });
    }

    function hearFrom(source) {
      on(window, 'message', (event) => {
        const from = source();
        if (from && event.source === from && event.origin === pageOrigin) {
          hear(event.data, (ack) => from.postMessage(ack, pageOrigin));
        }
      });
    }

    // The window tells us by message; where something cut it off, its last page is one of this site's own, and that tells us
    // by BroadcastChannel. Whatever else arrives is none of our business.
    function listen() {
      hearFrom(() => popup);
      const channel = channelOf(state);
      if (channel) {
        on(channel, 'message', (event) => hear(event.data, (ack) => channel.postMessage(ack)));
        cleaners.push(() => channel.close());
      }
      openUntil = performance.now();
      often(look);
      at('opened');
    }

    function hear(data, answer) {
      const response = responseIn(data, state, appHost);
      if (response && !answered) {
        answered = true;
        answer({ type: 'saoma:ack', state });
        finish(response);
      } else if (data && data.type === 'saoma:at' && data.state === state && isText(data.at)) {
        heard = true;
        goneTo(data.at);
      }
    }

    function goneTo(where) {
      if (where === place || where === 'done') {
        return;
      }
      place = where;
      placeSince = performance.now();
      if (where === 'declined' || where === 'expired') {
        trouble = where;
      } else if (where === 'code') {
        trouble = null;
      }
      if (!QUIET.test(where)) {
        at(where);
      } else if (where === 'again' && frame) {
        heard = false;
        frame.src = frame.src;
      }
    }

    // That a window looks closed proves something only while no page of another site can have cut it off. Where one has, the
    // hosted page is asked: it takes a note of where its window is.
    function look() {
      const now = performance.now();
      if (!popup.closed) {
        openUntil = now;
        closedTicks = 0;
      } else if (!answered && ++closedTicks > 1) {
        if (heard && place !== 'over' && (place !== 'left' || openUntil - placeSince > SETTLED)) {
          fail(trouble || 'cancelled');
        } else if (closedTicks % 2 === 0) {
          ask(now);
        }
      }
    }

    function ask(now) {
      const waited = now - (place ? placeSince : openUntil);
      if (place === 'over' && waited > PATIENCE) {
        return withoutWindow();
      }
      if (place === 'closing' ? waited > TICK : !place && waited > SETTLED) {
        return fail(trouble || 'cancelled');
      }
      client
        .call('/sdk/v1/status', { method: 'POST', body: query({ state }) })
        .then(
          (note) => signIn.over || !note.at || goneTo(note.at),
          () => {}
        );
    }

    // The user is done, and no way led from the window to this page: the hosted page knows the user, so a redirect brings
    // them back without a scan.
    function withoutWindow() {
      if (mode === 'auto' && window.top === window) {
        answered = true;
        redirect('none');
      } else {
        fail('cut_off');
      }
    }

    // The second click: the window comes to the front, or is opened again if it is out of sight for us.
    function again() {
      if (popup && popupUrl && !answered) {
        if (popup.closed) {
          place = heard = null;
          openUntil = performance.now();
          popup = open(popupUrl) || popup;
        }
        popup.focus();
      }
    }

    function finish(response) {
      if (response.error) {
        return end(reject, client.refusal(response));
      }
      goneTo('finishing');
      client.exchange({ nonce, codeVerifier, redirectUri }, response.code).then(
        (user) => end(resolve, user),
        (error) => end(reject, error)
      );
    }

    function fail(reason, detail) {
      end(reject, client.error(reason, detail));
    }

    function end(settle, result) {
      if (!signIn.over) {
        signIn.over = true;
        cleaners.forEach((clean) => clean());
        if (popup && !popup.closed) {
          popup.close();
        }
        if (frame) {
          frame.remove();
        }
        settle(result);
      }
    }

    // This page goes away and comes back. What it needs then is kept in the tab: no token, and nothing that is of use without
    // the code.
    function redirect(prompt) {
      const back = location.href;
      if (keep(state, JSON.stringify({ state, nonce, codeVerifier, redirectUri, back })) === 0) {
        return fail('storage_denied');
      }
      at('redirecting');
      on(window, 'pageshow', (event) => event.persisted && fail('cancelled'));
      address('query', prompt).then((url) => signIn.over || location.assign(url));
    }

    start();
    return signIn;
  }

  // This page is where a sign-in comes back to. If it began in this tab, it ends here; if another tab waits for it, that one
  // gets to hear of it and this window closes. The promise of the user, or null if nothing came back.
  function pickUp(client) {
    const here = new URL(location.href);
    const answer = here.searchParams;
    const parkedAs = 'returned:' + client.options.appId;
    const parked = keep(parkedAs);
    const response = parked ? JSON.parse(parked) : { type: 'saoma:response' };
    if (!parked) {
      ANSWER.forEach((name) => {
        response[name] = answer.get(name);
      });
    }
    if (!isText(response.state) || !responseIn(response, response.state, client.appHost)) {
      return null;
    }
    const begun = keep(response.state);
    if (!parked) {
      ANSWER.forEach((name) => answer.delete(name));
      history.replaceState(history.state, '', here.href);
    }
    if (!begun) {
      tellOthers(response);
      return null;
    }
    const signIn = JSON.parse(begun);
    if (signIn.back.split('#')[0] !== here.href.split('#')[0] && signIn.back.indexOf(location.origin + '/') === 0) {
      keep(parkedAs, JSON.stringify(response));
      location.replace(signIn.back);
      return new Promise(() => {});
    }
    keep(parkedAs, null);
    keep(response.state, null);
    history.replaceState(history.state, '', signIn.back);
    return response.error
      ? Promise.reject(client.refusal(response))
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

  // What clients of one application have in common on a page: frameworks make them, and call them, more than once.
  const pages = {};

  // What a redirect brought back: the same for everybody who asks within a moment, and nothing new later.
  function take(page) {
    setTimeout(() => {
      page.returned = null;
    }, PATIENCE);
    return page.returned || null;
  }

  function socialOf(client) {
    const { page } = client;

    // Up to window.open nothing may wait here either.
    async function from(provider, options) {
      if (!BROWSER) {
        throw client.error('no_browser');
      }
      if (provider !== 'wechat:pc') {
        throw client.error('unsupported', provider);
      }
      const before = page.running;
      if (before && !before.over && before.options.container === options.container) {
        before.again();
        return before.promise;
      }
      const { isActive } = navigator.userActivation || {};
      if (page.returned && !page.told && !(isActive && page.inVain)) {
        return take(page);
      }
      page.running = begin(client, options);
      if (before) {
        before.fail('aborted'); // Not before the window is open. Never two codes of one client.
      }
      return page.running.promise;
    }

    // With onError an error is told there, and the promise ends with null; without, the promise is rejected.
    async function deliver(promise, options) {
      let user = null;
      try {
        user = await promise;
      } catch (error) {
        const onError = options.onError || client.options.onError;
        if (!onError) {
          throw error;
        }
        onError(error.code, error.message, error);
      }
      if (user && options.onSuccess) {
        options.onSuccess(user);
      }
      return user;
    }

    return {
      authorize: (provider, options = {}) => deliver(from(provider, options), options),

      // What a page calls when it loads, if it may be one that a redirect comes back to: the user, or null if none came back.
      handleRedirectCallback(options = {}) {
        page.told = true;
        return deliver(take(page), options);
      }
    };
  }

  function isHost(host) {
    try {
      const url = new URL(host);
      const safe = url.protocol === 'https:' || (url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname));
      return safe && host === url.origin + url.pathname.replace(/\/$/, '');
    } catch (e) {
      return false;
    }
  }

  class AuthenticationClient {
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
      return this.error(OAUTH[response.error] || 'refused', response.error_description);
    }

    // ---- the user of this page: in memory, and gone with it ----

    // Whom this page knows; else whom the hosted page knows and browsers let it tell us, which is on the same site only.
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

    // A fresh token of the same user, where the hosted page still knows them and browsers let it tell us.
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
      this.page.user = token ? this.userOf(token) : null;
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
      const abort = new AbortController();
      const timer = setTimeout(() => abort.abort(), this.options.timeout);
      const body = await fetch(
        this.appHost + path,
        { credentials: 'omit', cache: 'no-store', redirect: 'error', signal: abort.signal, ...init }
      )
        .then((response) => response.json())
        .catch(() => {
          throw this.error('network');
        });
      clearTimeout(timer);
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

    async exchange(signIn, code) {
      const tokens = await this.getAccessTokenByCode(code, signIn);
      const claims = claimsOf(tokens.id_token || '');
      if (!this.isOurs(claims) || claims.nonce !== signIn.nonce) {
        throw this.error('mismatch');
      }
      return this.setCurrentUser(this.userOf(tokens.id_token));
    }

    // The token came from the page itself, over TLS: OpenID Connect Core 3.1.3.7 rule 6 spares the signature.
    isOurs(claims) {
      return claims.iss === this.appHost && claims.aud === this.options.appId && isText(claims.sub) && claims.exp > 0;
    }

    getUserInfoByAccessToken(token) {
      return this.call('/userinfo', { headers: { Authorization: 'Bearer ' + token } });
    }

    // The claims of a token that is good, or an error: signature, issuer, audience and lifetime are checked.
    async validateToken({ accessToken, idToken }) {
      if (accessToken) {
        return this.getUserInfoByAccessToken(accessToken);
      }
      const parts = `${idToken}`.split('.');
      const claims = claimsOf(`${idToken}`);
      const { kid, alg } = claimsOf('.' + parts[0]);
      const key = (await this.call('/jwks')).keys.find((one) => one.kid === kid && one.alg === alg);
      const how = { name: alg === 'ES256' ? 'ECDSA' : 'RSASSA-PKCS1-v1_5', namedCurve: 'P-256', hash: 'SHA-256' };
      const signed = new TextEncoder().encode(parts[0] + '.' + parts[1]);
      try {
        const imported = await crypto.subtle.importKey('jwk', key, how, false, ['verify']);
        if (parts.length !== 3 || !this.isOurs(claims) || !(await crypto.subtle.verify(how, imported, bytesOf(parts[2]), signed))) {
          throw 0;
        }
      } catch (e) {
        throw this.error('token_invalid');
      }
      if (claims.exp * 1000 <= Date.now()) {
        throw this.error('token_expired');
      }
      return claims;
    }

    // Forgets the user here. With "redirectUri" the browser goes on to the hosted page, which ends its own session too.
    async logout(options = {}) {
      const { page } = this;
      const url = page.leaving || this.buildLogoutUrl(options); // Called again, it still says who leaves.
      page.user = page.returned = null;
      keep('out:' + this.options.appId, '1');
      if (options.redirectUri) {
        page.leaving = url;
        location.assign(url);
      }
    }
  }

  return { AuthenticationClient, SaomaError };
})();
