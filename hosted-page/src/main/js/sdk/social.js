import { begin } from './begin.js';
import { BROWSER } from './browser.js';
import { toFront } from './popup.js';
import { PATIENCE } from './progress.js';
import { fail } from './sign-in.js';

/** The calls of "client.social". */
export function socialOf(client) {
  const { page } = client;

  // What a redirect brought back: the same for all callers within a moment, and nothing later.
  function take() {
    setTimeout(() => {
      page.returned = null;
    }, PATIENCE);
    return page.returned || null;
  }

  // Up to window.open nothing may wait here either.
  async function signIn(provider, options) {
    if (!BROWSER) {
      throw client.error('no_browser');
    }
    if (provider !== 'wechat:pc') {
      throw client.error('unsupported', provider);
    }
    const before = page.running;
    if (before && !before.over && before.options.container === options.container) {
      toFront(before);
      return before.promise;
    }
    const { isActive } = navigator.userActivation || {};
    if (page.returned && !page.asked && !(isActive && page.inVain)) {
      return take();
    }
    page.running = begin(client, options);
    if (before) {
      fail(before, 'aborted'); // Not before the window is open. Never two codes of one client.
    }
    return page.running.promise;
  }

  // With onError the error goes there, and the promise ends with null; without, the promise is rejected.
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
    authorize: (provider, options = {}) => deliver(signIn(provider, options), options),

    // What a page calls when it loads, if it may be one that a redirect comes back to: the user, or null if none came back.
    handleRedirectCallback(options = {}) {
      page.asked = true;
      return deliver(take(), options);
    }
  };
}
