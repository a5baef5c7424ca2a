// Types of the Saoma browser SDK. Names are those of authing-js-sdk 4 where it has them.

/** Who signed in. */
export interface User {
  /** The user's id, stable for ever; `sub` of the token. */
  id: string;
  /** The nickname in WeChat. People choose it freely, so it identifies no one. */
  nickname?: string;
  /** The same as `nickname`. */
  name?: string;
  /** Address of the avatar. */
  photo?: string;
  /** WeChat's id of the person for all apps of one owner. Only if the hosted page is configured to include it. */
  unionid?: string;
  /** WeChat's id of the person for one app. Only if the hosted page is configured to include it. */
  openid?: string;
  /** Roles from the hosted page's users file. */
  roles?: string[];
  /** When the person scanned, ISO 8601. */
  lastLogin?: string;
  /** The ID token. Send it as `Authorization: Bearer …`. */
  token: string;
  /** When it expires, ISO 8601. */
  tokenExpiredAt: string;
}

/**
 * Why a sign-in, or another call, ended without a user, and the number of each reason. Below 9000 they are those of
 * authing-js-sdk, from 9000 on what it never reported.
 */
export interface ErrorCodes {
  /** The token is not valid. Sign in again. */
  token_invalid: 400;
  /** The sign-in service is busy. Try again in a minute. */
  server_busy: 1000;
  /** No application is registered with this `appId`. */
  app_unknown: 2011;
  /** Not signed in. */
  not_signed_in: 2020;
  /** The token has expired. Sign in again. */
  token_expired: 2206;
  /** The authorization code has expired or was used before. Sign in again. */
  code_invalid: 2300;
  /** The browser opened no window. Mode `auto` redirects instead. */
  popup_blocked: 9001;
  /** The user closed the window. */
  cancelled: 9002;
  /** The user declined in WeChat. */
  declined: 9003;
  /** The QR code expired, and the window was closed. */
  expired: 9004;
  /** `timeout` has passed. */
  timeout: 9005;
  /** The page ended it, by `signal`. */
  aborted: 9006;
  /** The user signed in, but the window could not reach this page. Use mode `redirect` on this page. */
  cut_off: 9007;
  /** The response belongs to another sign-in or another application. */
  mismatch: 9008;
  /** The hosted page cannot be reached. Check `connect-src` and the registered origins; else try again. */
  network: 9009;
  /** The hosted page refused the request; the message says why. */
  refused: 9010;
  /** Not `wechat:pc`, or no mode of this SDK, or a page without an origin: sandboxed without `allow-same-origin`, or a file. */
  unsupported: 9011;
  /** The page is not served over https. */
  insecure: 9012;
  /** An option is invalid; the message names it. */
  misconfigured: 9013;
  /** Called where there is no browser: on a server. */
  no_browser: 9014;
  /** The frame shows something other than the sign-in page. Check `frame-src` and the registered origins; else offer a window. */
  frame_blocked: 9015;
  /** Browsers withhold the session from a page of another site. Call `authorize` in a click. */
  click_needed: 9016;
  /** The browser denies this site `sessionStorage`, which a redirect needs. */
  storage_denied: 9017;
}

/** The word for an error. */
export type Reason = keyof ErrorCodes;

/** The number of an error. */
export type ErrorCode = ErrorCodes[Reason];

/** What promises are rejected with, and constructors throw. `message` is for people, in the language of `lang`. */
export class SaomaError extends Error {
  /** The number: `ErrorCodes[reason]`. */
  readonly code: ErrorCode;
  /** The same as a word. */
  readonly reason: Reason;
}

/** Called with an error: its number, its text for people, and the error itself. */
export type OnError = (code: ErrorCode, message: string, error: SaomaError) => void;

/** `appId` and one of `appHost`, `domain`, `host` are needed. */
export interface AuthenticationClientOptions {
  /** The application's `clientId` at the hosted page. */
  appId: string;
  /** URL of the hosted page: https (http on loopback only), no slash at the end. */
  appHost?: string;
  /** Other name of `appHost`. */
  domain?: string;
  /** Other name of `appHost`. */
  host?: string;
  /** Where redirects and windows that were cut off come back to; a page with this SDK. Default: `/` of the page's origin. */
  redirectUri?: string;
  /** What is asked for. `profile` is nickname and picture. Default `openid profile`. */
  scope?: string;
  /** Language of messages and of the sign-in page. Default `zh-CN`. */
  lang?: 'zh-CN' | 'en-US';
  /** How long one request may take, in milliseconds. Default 10000. */
  timeout?: number;
  /** For sign-ins that have no `onError` of their own. */
  onError?: OnError;
}

/**
 * How far a sign-in is.
 *
 * - `opened`: the window is there, `redirecting`: this page goes away
 * - what the window shows: `code`, `waiting`, `finishing`, `expired`, `declined`, `problem`
 * - `left`: it shows WeChat's own page
 */
export type State =
  | 'opened'
  | 'redirecting'
  | 'code'
  | 'waiting'
  | 'finishing'
  | 'expired'
  | 'declined'
  | 'problem'
  | 'left';

/** One of them is called, once. */
export interface Callbacks {
  /** Called when the user has signed in. */
  onSuccess?: (user: User) => void;
  /** Called when the sign-in failed. With it the promise resolves to `null` instead of being rejected. */
  onError?: OnError;
}

/** How to sign in; nothing in it is needed. */
export interface AuthorizeOptions extends Callbacks {
  /**
   * `auto`, the default, is `popup`, and `redirect` where no window can be opened. `inline` shows the code inside
   * `container`; it needs no click.
   */
  mode?: 'auto' | 'popup' | 'redirect' | 'inline';
  /** For `inline`: the element that the code is shown in, or a selector of it. */
  container?: Element | string;
  /** For `inline`: what screen readers call the frame. Default `WeChat`. */
  title?: string;
  /** `false` opens a tab instead of a small window. */
  popup?: boolean;
  /** Size of the window in pixels. Default `{ w: 585, h: 649 }`. */
  position?: { w: number; h: number };
  /** Called with the progress of the sign-in, whenever that changes. */
  onState?: (state: State) => void;
  /** Ends the sign-in with `aborted`. */
  signal?: AbortSignal;
  /** How long the sign-in may take, in milliseconds. Default ten minutes. */
  timeout?: number;
  /** For this sign-in, in place of the client's. */
  scope?: string;
  /** For this sign-in, in place of the client's. */
  redirectUri?: string;
  /** `login` asks for a scan even if the hosted page still knows the user. */
  prompt?: 'login' | 'none' | 'select_account';
}

/** `client.social`. */
export interface SocialAuthenticationClient {
  /**
   * Signs in. Call it in the click itself, not after an `await`: browsers open windows for clicks only. A call while a
   * sign-in runs brings its window to the front; one with another `container` takes its place. The promise always ends; an `onError`, here or at the client, takes the
   * error, and then it ends with `null`.
   */
  authorize(provider: 'wechat:pc', options: AuthorizeOptions & { onError: OnError }): Promise<User | null>;
  /** The promise is rejected with a {@link SaomaError}, unless the client has an `onError`. */
  authorize(provider: 'wechat:pc', options?: AuthorizeOptions): Promise<User>;
  /** For a page that a redirect may come back to: call it when the page loads. `null` if nothing came back. */
  handleRedirectCallback(options?: Callbacks): Promise<User | null>;
}

/** What {@link AuthenticationClient.checkLoginStatus} found. */
export interface LoginStatus {
  /** 200, or the number of an error. */
  code: 200 | ErrorCode;
  /** For people. */
  message: string;
  /** Whether a user is signed in here. */
  status: boolean;
  /** Until when, in seconds since 1970. */
  exp?: number;
  /** Since when the token is good, in seconds since 1970. */
  iat?: number;
  /** Who, or `null`. */
  data: { id: string } | null;
}

/** What a token says. */
export interface Claims {
  /** The user's id. */
  sub: string;
  [name: string]: unknown;
}

/** What the hosted page gives for a code. */
export interface Tokens {
  /** For `/userinfo`. */
  access_token: string;
  /** `Bearer`. */
  token_type: string;
  /** Seconds that the access token is good for. */
  expires_in: number;
  /** What was granted. */
  scope: string;
  /** Who signed in; the `token` of a {@link User}. */
  id_token: string;
}

/** An application's side of the sign-in. The classic script has it as `Saoma.AuthenticationClient`. */
export class AuthenticationClient {
  /** @throws {SaomaError} `misconfigured`, with the name of the option */
  constructor(options: AuthenticationClientOptions);
  /** URL of the hosted page. */
  readonly appHost: string;
  /** Signing in. */
  readonly social: SocialAuthenticationClient;

  /**
   * The user of this page; else that of the hosted page's session, if this site is a sibling of it. `null` if there is none,
   * or browsers do not let the hosted page disclose it. Kept in memory: gone with the page. Rejects if it cannot be determined.
   */
  getCurrentUser(): Promise<User | null>;
  /**
   * A fresh token of the same user, without a click, where this site is a sibling of the hosted page. Rejects with
   * `not_signed_in` or `click_needed` where the user has to sign in again.
   */
  refreshToken(): Promise<{ token: string; iat: number; exp: number }>;
  /** Whether the user of this page has that role. */
  hasRole(role: string): Promise<boolean>;
  /** Takes a user that the page got by other means. Nothing is checked. */
  setCurrentUser(user: User): User;
  /** Takes the user that an ID token names; `null` forgets. Nothing is checked. */
  setToken(token: string | null): void;
  /** Of the user of this page, or of a token, which is validated. Never rejects. */
  checkLoginStatus(token?: string): Promise<LoginStatus>;
  /** The claims of a good token. Rejects with `token_invalid` or `token_expired`. */
  validateToken(options: { idToken: string } | { accessToken: string }): Promise<Claims>;
  /**
   * Forgets the user in this tab; with `redirectUri` the browser is redirected to the hosted page, which ends its session too.
   */
  logout(options?: { redirectUri?: string; idToken?: string; state?: string }): Promise<void>;

  /** The address that begins a sign-in by hand; `codeChallenge` is needed there. */
  buildAuthorizeUrl(options?: {
    redirectUri?: string;
    responseMode?: 'query' | 'form_post' | 'web_message';
    scope?: string;
    state?: string;
    nonce?: string;
    codeChallenge?: string;
    prompt?: string;
    display?: string;
  }): string;
  /** The address at which the hosted page signs out. */
  buildLogoutUrl(options?: { redirectUri?: string; idToken?: string; state?: string }): string;
  /** A random text for PKCE: the verifier. */
  generateCodeChallenge(): string;
  /** Its S256 challenge. */
  getCodeChallengeDigest(options: { codeChallenge: string }): Promise<string>;
  /** Exchanges the code of a sign-in by hand. */
  getAccessTokenByCode(code: string, options?: { redirectUri?: string; codeVerifier?: string }): Promise<Tokens>;
  /** The UserInfo response for an access token. */
  getUserInfoByAccessToken(token: string): Promise<Claims>;
}

export as namespace Saoma;
