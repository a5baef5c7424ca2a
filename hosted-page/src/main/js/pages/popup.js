/*
 * End of a sign-in in a window. Sends the redirect to the login page and closes the window; follows it here if no login page
 * acknowledges.
 *
 *   here       → login page  {type: 'saoma:done', state, location}   by postMessage and BroadcastChannel, to our own origin only
 *   login page → here        {type: 'saoma:ack', state}
 *
 * Also the end of a sign-in by redirect with a fragment to restore; then it follows the redirect at once, in this tab.
 */
import { channelOf, isMessage } from '../shared/messages.js';
import { byId, whenReady } from '../shared/dom.js';
import { keptFragment, leftHere, withFragment } from './fragment.js';

const ANSWER_MS = 1500;

whenReady(() => start(byId('done')));

function start(main) {
  const state = main.dataset.state;
  const location = main.dataset.location;
  const link = byId('go-on');
  const text = byId('popup-text');
  const opener = window.opener;
  const channel = channelOf(state);
  let settled = false;

  // The link would use the same authorization code a second time: it is shown only if no login page acknowledges.
  link.hidden = true;

  function acknowledged(data) {
    if (settled || !isMessage(data, 'saoma:ack', state)) {
      return;
    }
    settled = true;
    text.textContent = text.dataset.textClose;
    window.close();
  }

  window.addEventListener('message', (event) => {
    if (event.origin === window.location.origin && opener && event.source === opener) {
      acknowledged(event.data);
    }
  });
  if (channel) {
    channel.addEventListener('message', (event) => {
      acknowledged(event.data);
    });
  }

  function followHere() {
    settled = true;
    window.location.replace(withFragment(location, keptFragment(state)));
  }

  if (leftHere(state)) {
    followHere();
    return;
  }

  const done = { type: 'saoma:done', state: state, location: location };
  if (opener) {
    opener.postMessage(done, window.location.origin);
  }
  if (channel) {
    channel.postMessage(done);
  }

  setTimeout(() => {
    if (!settled) {
      link.hidden = false;
      followHere();
    }
  }, ANSWER_MS);
}
