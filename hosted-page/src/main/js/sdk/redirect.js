import { channelOf, isMessage } from '../shared/messages.js';
import { isText, responseIn } from './responses.js';
import { fail, on, report, withAddress } from './sign-in.js';
import { keep } from './storage.js';

const PARAMETERS = ['state', 'iss', 'code', 'error', 'error_description'];

/** Whether a redirect may replace a window: not for a page in a frame, and not if the site requires a window. */
export function mayLeave(signIn) {
  return signIn.mode === 'auto' && window.top === window;
}

/**
 * This page goes away and comes back. What it needs then is kept in the tab: no token, and nothing that is of use without the
 * code.
 */
export function leave(signIn, prompt) {
  const { state, nonce, codeVerifier, redirectUri } = signIn;
  const back = location.href;
  if (keep(state, JSON.stringify({ state, nonce, codeVerifier, redirectUri, back })) === 0) {
    return fail(signIn, 'storage_denied');
  }
  report(signIn, 'redirecting');
  on(signIn, window, 'pageshow', (event) => event.persisted && fail(signIn, 'cancelled'));
  withAddress(signIn, 'query', prompt, (url) => location.assign(url));
}

/**
 * This page is where a sign-in comes back to. If it began in this tab, it ends here; if another tab waits for it, that one gets
 * the response and this window closes. The promise of the user, or null if nothing came back.
 */
export function pickUp(client) {
  const here = new URL(location.href);
  const parameters = here.searchParams;
  const parkedAs = 'returned:' + client.options.appId;
  const parked = keep(parkedAs);
  const response = parked ? JSON.parse(parked) : { type: 'saoma:response' };
  if (!parked) {
    PARAMETERS.forEach((name) => {
      response[name] = parameters.get(name);
    });
  }
  if (!isText(response.state) || !responseIn(response, response.state, client.appHost)) {
    return null;
  }
  const begun = keep(response.state);
  if (!parked) {
    PARAMETERS.forEach((name) => parameters.delete(name));
    history.replaceState(history.state, '', here.href);
  }
  if (!begun) {
    passOn(response);
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
  return client.exchange(signIn, response);
}

function passOn(response) {
  const channel = channelOf(response.state);
  if (channel) {
    channel.addEventListener('message', (event) => {
      if (isMessage(event.data, 'saoma:ack', response.state)) {
        channel.close();
        window.close();
      }
    });
    channel.postMessage(response);
  }
}
