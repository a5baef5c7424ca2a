import { isMessage } from '../shared/messages.js';
import { random, sha256 } from './encoding.js';
import { newProgress, reach, TICK } from './progress.js';
import { isText, responseIn } from './responses.js';

// States that onState does not report.
const QUIET = /closing|over|again/;

/**
 * One sign-in: from the click to the user or to an error. It always ends. Its states:
 *
 *   waiting   for the user in a window or frame ("progress" says how far they are), or for the redirect to leave this page
 *   answered  a code is here and is being exchanged, or a redirect without a scan brings one
 *   over      the promise is settled, and nothing of the sign-in is left on the page
 */
export function newSignIn(client, options) {
  const signIn = {
    ...newProgress(),
    client,
    options,
    mode: options.mode || 'auto',
    state: random(),
    nonce: random(),
    codeVerifier: random(),
    redirectUri: options.redirectUri || client.options.redirectUri || location.origin + '/',
    undo: []
  };
  signIn.promise = new Promise((resolve, reject) => {
    signIn.settle = (result) => (result instanceof Error ? reject : resolve)(result);
  });
  return signIn;
}

/** Passes on the URL of the authorization request, unless the sign-in is over by then. */
export function withAddress(signIn, responseMode, prompt, use) {
  const { client, options, codeVerifier, popup } = signIn;
  sha256(codeVerifier).then(
    (codeChallenge) =>
      signIn.over ||
      use(
        client.buildAuthorizeUrl({
          ...options,
          ...signIn,
          responseMode,
          codeChallenge,
          prompt: prompt || options.prompt,
          display: popup && responseMode !== 'query' && 'popup'
        })
      )
  );
}

/** Adds a listener until the sign-in is over. */
export function on(signIn, target, type, listener) {
  target.addEventListener(type, listener);
  signIn.undo.push(() => target.removeEventListener(type, listener));
}

/** Repeats a function until the sign-in is over. */
export function often(signIn, what) {
  const timer = setInterval(what, TICK);
  signIn.undo.push(() => clearInterval(timer));
}

export function report(signIn, place) {
  if (signIn.options.onState) {
    signIn.options.onState(place);
  }
}

/** Accepts messages of that window if they come from the hosted page's origin. */
export function listenTo(signIn, source) {
  const pageOrigin = new URL(signIn.client.appHost).origin;
  on(signIn, window, 'message', (event) => {
    const from = source();
    if (from && event.source === from && event.origin === pageOrigin) {
      receive(signIn, event.data, (ack) => from.postMessage(ack, pageOrigin));
    }
  });
}

/** Handles a message, however it arrived; anything but a response or a place of this sign-in is ignored. */
export function receive(signIn, data, acknowledge) {
  const { client, state } = signIn;
  const response = responseIn(data, state, client.appHost);
  if (response && !signIn.answered) {
    signIn.answered = true;
    acknowledge({ type: 'saoma:ack', state });
    finish(signIn, response);
  } else if (isMessage(data, 'saoma:at', state) && isText(data.at)) {
    signIn.live = true;
    reached(signIn, data.at);
  }
}

/** The window or frame is at that place. */
export function reached(signIn, place) {
  if (reach(signIn, place, performance.now())) {
    if (!QUIET.test(place)) {
      report(signIn, place);
    } else if (place === 'again' && signIn.frame) {
      clearTimeout(signIn.timer); // It would judge the next page by the time that this one has left.
      signIn.live = false;
      signIn.frame.src = signIn.frame.src;
    }
  }
}

function finish(signIn, response) {
  if (!response.error) {
    reached(signIn, 'finishing');
  }
  signIn.client
    .exchange(signIn, response)
    .catch((error) => error)
    .then((result) => end(signIn, result));
}

/** Ends the sign-in with that error, unless it is over. */
export function fail(signIn, reason, detail) {
  end(signIn, signIn.client.error(reason, detail));
}

function end(signIn, result) {
  if (!signIn.over) {
    signIn.over = true;
    signIn.undo.forEach((undo) => undo());
    signIn.settle(result);
  }
}
