// Types of the Saoma browser SDK. Names are those of authing-js-sdk 4 where it has them.

/** Who signed in. */
export interface User {
  /** The user's id, stable for ever; `sub` of the token. */
  id: string;
  nickname?: string;
  name?: string;
  /** Address of the avatar. */
  photo?: string;
  unionid?: string;
  openid?: string;
  /** Roles from the hosted page's users file. */
  roles?: string[];
  /** When the person scanned, ISO 8601. */
  lastLogin?: string;
  /** The ID token. Send it as `Authorization: Bearer …`. */
  token: string;
  /** ISO 8601. */
  tokenExpiredAt: string;
}

/** Why a sign-in ended without a user; each has a number, see docs/sdk.md. */
export type Reason =
  | 'token_invalid'
  | 'server_busy'
  | 'app_unknown'
  | 'not_signed_in'
  | 'token_expired'
  | 'code_invalid'
  | 'popup_blocked'
  | 'cancelled'
  | 'declined'
  | 'expired'
  | 'timeout'
  | 'aborted'
  | 'cut_off'
  | 'mismatch'
  | 'network'
  | 'refused'
  | 'unsupported'
  | 'insecure'
  | 'misconfigured'
  | 'no_browser';

export class SaomaError extends Error {
  readonly code: number;
  readonly reason: Reason;
}

export type OnError = (code: number, message: string, error: SaomaError) => void;

export interface AuthenticationClientOptions {
  /** The application's `clientId`. */
  appId: string;
  /** URL of the hosted page, without a slash at the end. */
  appHost?: string;
  /** Other name of `appHost`. */
  domain?: string;
  /** Other name of `appHost`. */
  host?: string;
  /** Where redirects and windows that were cut off come back to; a page with this SDK. Default: `/` of the page's origin. */
  redirectUri?: string;
  /** Default `openid profile`. */
  scope?: string;
  /** Language of messages and of the sign-in page. Default `zh-CN`. */
  lang?: 'zh-CN' | 'en-US';
  /** How long one request may take, in milliseconds. Default 10000. */
  timeout?: number;
  /** For sign-ins that have no `onError` of their own. */
  onError?: OnError;
}

/**
 * How far a sign-in is: `opened`, `redirecting`, what the window shows (`code`, `waiting`, `finishing`, `expired`,
 * `declined`, `problem`, `left` for WeChat's own page).
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

export interface Callbacks {
  onSuccess?: (user: User) => void;
  /** With it the promise ends with `null` instead of being rejected. */
  onError?: OnError;
}

export interface AuthorizeOptions extends Callbacks {
  /** `auto`, the default, is `popup`, and `redirect` where no window can be opened. */
  mode?: 'auto' | 'popup' | 'redirect';
  /** `false` opens a tab instead of a small window. */
  popup?: boolean;
  position?: { w: number; h: number };
  onState?: (state: State) => void;
  /** Ends the sign-in with `aborted`. */
  signal?: AbortSignal;
  /** How long the sign-in may take, in milliseconds. Default ten minutes. */
  timeout?: number;
  scope?: string;
  redirectUri?: string;
  /** `login` asks for a scan even if the hosted page still knows the user. */
  prompt?: 'login' | 'none' | 'select_account';
}

export interface SocialAuthenticationClient {
  /**
   * Signs in. Call it in the click itself, not after an `await`. A call while a sign-in runs brings its window to the front.
   */
  authorize(provider: 'wechat:pc', options?: AuthorizeOptions & { onError: OnError }): Promise<User | null>;
  authorize(provider: 'wechat:pc', options?: AuthorizeOptions): Promise<User>;
  /** For a page that a redirect may come back to: call it when the page loads. `null` if nothing came back. */
  handleRedirectCallback(options?: Callbacks): Promise<User | null>;
}

export interface LoginStatus {
  code: number;
  message: string;
  status: boolean;
  exp?: number;
  iat?: number;
  data: { id: string } | null;
}

export interface Claims {
  sub: string;
  [name: string]: unknown;
}

export interface Tokens {
  access_token: string;
  token_type: string;
  expires_in: number;
  scope: string;
  id_token: string;
}

export class AuthenticationClient {
  /** @throws {SaomaError} `misconfigured`, with the name of the option */
  constructor(options: AuthenticationClientOptions);
  readonly appHost: string;
  readonly social: SocialAuthenticationClient;

  /** The user of this page, or `null`. Kept in memory: gone with the page. */
  getCurrentUser(): Promise<User | null>;
  setCurrentUser(user: User): User;
  setToken(token: string | null): void;
  /** Judges lifetime only; `validateToken` checks the signature too. */
  checkLoginStatus(token?: string): Promise<LoginStatus>;
  /** The claims of a good token. Rejects with `token_invalid` or `token_expired`. */
  validateToken(options: { idToken: string } | { accessToken: string }): Promise<Claims>;
  /** Forgets the user here; with `redirectUri` the browser goes on to the hosted page, which ends its session too. */
  logout(options?: { redirectUri?: string; idToken?: string; state?: string }): Promise<void>;

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
  buildLogoutUrl(options?: { redirectUri?: string; idToken?: string; state?: string }): string;
  /** A random text for PKCE: the verifier. */
  generateCodeChallenge(): string;
  /** Its S256 challenge. */
  getCodeChallengeDigest(options: { codeChallenge: string }): Promise<string>;
  getAccessTokenByCode(code: string, options?: { redirectUri?: string; codeVerifier?: string }): Promise<Tokens>;
  getUserInfoByAccessToken(token: string): Promise<Claims>;
}
