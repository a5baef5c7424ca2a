// <wechat-login app-id app-host mode lang theme>: the WeChat code inside a page of any site, or a button where it cannot be.
//
// Built on the SDK, whose mode "inline" shows the code. The build makes a file for import and one for require of it, which load
// the SDK beside them: "AuthenticationClient" is theirs, and "exports" is what they hand out.
import { NO_FRAMES } from './browser.js';

// The longest delay that timers support: a QR code in a page may stay there.
const ALWAYS = 2147483647;

const TEXTS = {
  'zh-CN': ['微信扫码登录', '微信登录', '在新窗口中登录', '正在加载二维码…', '无法在此显示二维码，请点击按钮登录。', '登录成功'],
  'zh-TW': ['WeChat 掃碼登入', 'WeChat 登入', '在新視窗中登入', '正在載入行動條碼…', '無法在此顯示行動條碼，請按按鈕登入。', '登入成功'],
  en: [
    'WeChat sign-in QR code',
    'Sign in with WeChat',
    'Sign in in a new window',
    'Loading the QR code…',
    'The QR code cannot be shown here. Use the button to sign in.',
    'Signed in'
  ]
};

const STYLE =
  ':host{display:inline-block;width:320px;max-width:100%;font:14px/1.5 system-ui,sans-serif;text-align:center}' +
  ':host([hidden]){display:none}iframe{display:block;width:100%;height:560px;border:0}p{margin:.5em 0}' +
  'button{font:inherit;padding:.6em 1.4em;border-radius:6px;border:1px solid currentColor;background:transparent;' +
  'color:inherit;cursor:pointer}button.main{background:#067d3f;border-color:#067d3f;color:#fff}' +
  'button:focus-visible{outline:3px solid #1a73e8;outline-offset:2px}';

// On a server there is nothing to extend and nothing to define.
const Element = typeof HTMLElement === 'undefined' ? Object : HTMLElement;

class WeChatLogin extends Element {
  static get observedAttributes() {
    return ['app-id', 'app-host', 'mode', 'lang', 'theme', 'redirect-uri'];
  }

  constructor() {
    super();
    this.user = null;
    this.client = null;
    const root = this.attachShadow({ mode: 'open' });
    if ('adoptedStyleSheets' in root) {
      const style = new CSSStyleSheet();
      style.replaceSync(STYLE);
      root.adoptedStyleSheets = [style];
    } else {
      root.appendChild(document.createElement('style')).textContent = STYLE; // Before Chrome 73.
    }
    this.box = root.appendChild(document.createElement('div'));
    this.box.setAttribute('role', 'group');
  }

  connectedCallback() {
    this.started = true;
    this.restart();
  }

  disconnectedCallback() {
    this.started = false;
    this.stop();
  }

  attributeChangedCallback(name, before, now) {
    if (this.started && before !== now) {
      this.restart();
    }
  }

  // Stops the current attempt and begins another.
  restart() {
    this.stop();
    this.user = null;
    const attempt = { abort: new AbortController() };
    this.attempt = attempt;
    try {
      this.client = new AuthenticationClient({
        appId: this.getAttribute('app-id') || '',
        appHost: this.getAttribute('app-host'),
        lang: this.language(),
        redirectUri: this.getAttribute('redirect-uri') || undefined
      });
    } catch (error) {
      this.client = null;
      this.box.textContent = '';
      this.fire('load-error', error);
      return;
    }
    // Where a sign-in went by redirect, this may be the page that it comes back to.
    this.client.social.handleRedirectCallback().then(
      (user) => this.attempt === attempt && (user ? this.done(user) : this.show(attempt)),
      (error) => {
        if (this.attempt === attempt) {
          this.failed(error);
          this.show(attempt);
        }
      }
    );
  }

  stop() {
    const attempt = this.attempt;
    this.attempt = null;
    if (attempt) {
      attempt.abort.abort();
    }
  }

  language() {
    const wanted = this.getAttribute('lang') || document.documentElement.lang || navigator.language || '';
    return /^en/i.test(wanted) ? 'en' : /^zh-(tw|hk|mo|hant)/i.test(wanted) ? 'zh-TW' : 'zh-CN';
  }

  text(index) {
    return TEXTS[this.language()][index];
  }

  show(attempt) {
    const frameless = this.getAttribute('mode') === 'popup' || NO_FRAMES.test(navigator.userAgent) || !crypto.subtle;
    this.box.textContent = '';
    this.box.setAttribute('aria-label', this.text(0));
    this.status = document.createElement('p');
    this.status.setAttribute('role', 'status');
    this.status.textContent = frameless ? '' : this.text(3);
    this.button = document.createElement('button');
    this.button.type = 'button';
    this.button.className = frameless ? 'main' : '';
    this.button.textContent = this.text(frameless ? 1 : 2);
    this.button.addEventListener('click', () => this.openPopup(attempt));
    const place = document.createElement('div');
    this.box.append(place, this.status, this.button);
    if (frameless) {
      this.fire('load');
    } else {
      this.showFrame(attempt, place);
    }
  }

  showFrame(attempt, container) {
    const theme = this.getAttribute('theme');
    container.style.colorScheme = theme === 'light' || theme === 'dark' ? theme : '';
    const options = {
      mode: 'inline',
      container,
      title: this.text(0),
      timeout: ALWAYS,
      signal: attempt.abort.signal,
      onState: (place) => this.attempt === attempt && this.at(attempt, place)
    };
    this.client.social.authorize('wechat:pc', options).then(
      (user) => this.attempt === attempt && this.done(user),
      (error) => {
        if (this.attempt === attempt && error.reason !== 'aborted') {
          this.mainButton();
          if (error.reason === 'frame_blocked') {
            this.status.textContent = this.text(4);
            this.fire('load-error', error);
          } else {
            this.failed(error);
          }
        }
      }
    );
  }

  at(attempt, place) {
    if (place === 'code' && !attempt.loaded) {
      attempt.loaded = true;
      this.status.textContent = '';
      this.fire('load');
    } else if (place === 'declined' || place === 'expired') {
      this.fire('login-error', this.client.error(place));
    } else if (place === 'problem') {
      this.fire('login-error', this.client.error('refused'));
    }
  }

  mainButton() {
    this.button.className = 'main';
    this.button.textContent = this.text(1);
  }

  // Nothing asynchronous before the window, or browsers block it.
  openPopup(attempt) {
    // Never two QR codes of one element: the frame is removed when the window opens.
    const signedIn = this.client.social.authorize('wechat:pc', { signal: attempt.abort.signal });
    if (attempt.opened) {
      signedIn.catch(() => {}); // The same sign-in, in the same window, which is in front now.
      return;
    }
    attempt.opened = true;
    this.mainButton();
    this.status.textContent = '';
    signedIn.then(
      (user) => this.attempt === attempt && this.done(user),
      (error) => {
        attempt.opened = false;
        if (this.attempt === attempt) {
          this.failed(error);
        }
      }
    );
  }

  done(user) {
    this.user = user;
    this.box.textContent = '';
    const status = document.createElement('p');
    status.setAttribute('role', 'status');
    this.box.append(status);
    status.textContent = this.text(5) + (user.nickname ? ': ' + user.nickname : '');
    this.dispatchEvent(new CustomEvent('login', { detail: { user, client: this.client } }));
  }

  failed(error) {
    if (this.status) {
      this.status.textContent = error.message;
    }
    this.fire('login-error', error);
    if (error.reason === 'cancelled') {
      this.fire('close');
    }
  }

  fire(type, error) {
    const detail = error ? { code: error.code, message: error.message, reason: error.reason } : null;
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const registry = typeof customElements === 'undefined' ? undefined : customElements;
if (registry && !registry.get('wechat-login')) {
  registry.define('wechat-login', WeChatLogin);
}
exports.WeChatLogin = registry && registry.get('wechat-login');
