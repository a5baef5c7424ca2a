/*
 * End of an inline sign-in, inside WeChat's frame. Sends code and state to the login page around it, which has our own origin.
 *
 *   here → login page  {type: 'saoma:callback', state, code}   code is null where the user declined
 */
import { byId, whenReady } from '../shared/dom.js';

const STRANDED_MS = 5000;

whenReady(() => {
  const main = byId('hand-over');
  const stranded = byId('stranded');
  if (window.parent === window) {
    return;
  }
  stranded.hidden = true;
  const code = main.dataset.code === undefined ? null : main.dataset.code;
  window.parent.postMessage(
    { type: 'saoma:callback', state: main.dataset.state, code: code },
    window.location.origin
  );
  setTimeout(() => {
    stranded.hidden = false;
  }, STRANDED_MS);
});
