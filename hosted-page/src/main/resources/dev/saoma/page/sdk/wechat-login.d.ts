// Types of <wechat-login>, the embedded component of the Saoma browser SDK.
import { AuthenticationClient, Reason, User } from './saoma.js';

export interface WeChatLoginError {
  code: number;
  message: string;
  reason: Reason;
}

export interface WeChatLoginEventMap {
  /** The code, or the button, is there. */
  load: CustomEvent<null>;
  /** The code cannot be shown here; the button is, unless an attribute is wrong. */
  'load-error': CustomEvent<WeChatLoginError>;
  /** Somebody signed in. */
  login: CustomEvent<{ user: User; client: AuthenticationClient }>;
  /** Nobody did; the person may try again. */
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
  /** Forgets who signed in and begins anew. */
  restart(): void;
  addEventListener<K extends keyof WeChatLoginEventMap>(
    type: K,
    listener: (event: WeChatLoginEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions
  ): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
}

export declare const WeChatLogin: { new (): WeChatLoginElement } | undefined;

declare global {
  interface HTMLElementTagNameMap {
    'wechat-login': WeChatLoginElement;
  }
}
