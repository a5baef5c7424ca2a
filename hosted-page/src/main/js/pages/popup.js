/*
 * End of the window way. Tells the login page where to go on and closes itself; goes on alone if no login page answers.
 *
 *   here       → login page  {type: 'saoma:done', state, location}   by postMessage and BroadcastChannel, to our own origin only
 *   login page → here        {type: 'saoma:ack', state}
 *
 * Also the end of the redirect way where there is a fragment to bring back; then it goes on at once, in this tab.
 */
import { channelOf, isMessage } from '../shared/messages.js';
import { byId, whenReady } from '../shared/dom.js';
import { keptFragment, leftHere, withFragment } from './fragment.js';

const ANSWER_MS = 1500;

whenReady(() => start(byId('done')));

function start(main) {
  const state = main.dataset.state;
  const location = main.dataset.location;
  const goOn = byId('go-on');
  const text = byId('popup-text');
  const opener = window.opener;
  const channel = channelOf(state);
  let settled = false;

  // The link would use up the same hand-off a second time: it is only for when nobody else goes on.
  goOn.hidden = true;

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

  function goOnHere() {
    settled = true;
    window.location.replace(withFragment(location, keptFragment(state)));
  }

  if (leftHere(state)) {
    goOnHere();
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
      goOn.hidden = false;
      goOnHere();
    }
  }, ANSWER_MS);
}
