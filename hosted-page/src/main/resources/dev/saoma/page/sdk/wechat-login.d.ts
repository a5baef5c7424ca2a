// Types of <wechat-login>, the embedded component of the Saoma browser SDK.
import { AuthenticationClient, ErrorCode, Reason, User } from './saoma.js';

/** The detail of error events. */
export interface WeChatLoginError {
  /** The number; see `ErrorCodes`. */
  code: ErrorCode;
  /** For people. */
  message: string;
  /** The same as a word. */
  reason: Reason;
}

/** The events, with the names of Authing's Guard. */
export interface WeChatLoginEventMap {
  /** The code, or the button, is there. */
  load: CustomEvent<null>;
  /** The code cannot be shown here; the button is, unless an attribute is wrong. */
  'load-error': CustomEvent<WeChatLoginError>;
  /** The user has signed in. */
  login: CustomEvent<{ user: User; client: AuthenticationClient }>;
  /** The sign-in failed; the person may try again. */
  'login-error': CustomEvent<WeChatLoginError>;
  /** The person closed the window that the button opened. */
  close: CustomEvent<null>;
}

/**
 * Attributes: `app-id`, `app-host`, `mode` (`auto`, or `popup` for the button alone), `lang` (`zh-CN`, `zh-TW`, `en`), `theme`
 * (`light`, `dark`), `redirect-uri`.
 */
export interface WeChatLoginElement extends HTMLElement {
  /** Who signed in, or null. */
  readonly user: User | null;
  /** The SDK behind it. */
  readonly client: AuthenticationClient | null;
  /** Forgets the user and begins another sign-in. */
  restart(): void;
  addEventListener<K extends keyof WeChatLoginEventMap>(
    type: K,
    listener: (event: WeChatLoginEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

/** The element's class; `undefined` on a server. Importing this defines the element. */
export declare const WeChatLogin: { new (): WeChatLoginElement } | undefined;

declare global {
  interface HTMLElementTagNameMap {
    'wechat-login': WeChatLoginElement;
  }
}
