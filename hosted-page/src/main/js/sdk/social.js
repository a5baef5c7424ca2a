import { begin } from './begin.js';
import { BROWSER } from './browser.js';
import { toFront } from './popup.js';
import { PATIENCE } from './progress.js';
import { fail } from './sign-in.js';

/** The calls of "client.social". */
export function socialOf(client) {
  const { page } = client;

  // The result of a redirect: the same for all callers within a moment, and nothing later.
  function take() {
    setTimeout(() => {
      page.returned = null;
    }, PATIENCE);
    return page.returned || null;
  }

  // Nothing asynchronous before window.open here either.
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

    // For pages that a redirect may return to, called on load: the user, or null if there is no response.
    handleRedirectCallback(options = {}) {
      page.asked = true;
      return deliver(take(), options);
    }
  };
}
