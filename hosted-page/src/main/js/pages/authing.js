/*
 * End of a sign-in in a window that authing-js-sdk opened. Sends the response to the opener in that SDK's format and closes the window.
 *
 *   here → opener  {code, message, data, event: {source: 'authing', eventType: 'socialLogin'}}
 *
 * There is a token in it, so it is sent to the application's registered origins only: the browser delivers it if the opener is
 * at one of them at that moment, and otherwise drops it. That SDK answers nothing, so there is nothing to wait for.
 */
import { byId, whenReady } from '../shared/dom.js';

whenReady(() => {
  const main = byId('authing');
  const text = byId('authing-text');
  const opener = window.opener;
  if (!opener) {
    text.textContent = text.dataset.textAlone;
    return;
  }
  const message = JSON.parse(main.dataset.message);
  main.dataset.origins.split(' ').forEach((origin) => {
    opener.postMessage(message, origin);
  });
  window.close();
});
