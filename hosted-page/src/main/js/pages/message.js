/*
 * End of a sign-in in a window that a site's script opened, or in a hidden frame. Tells that site and closes itself.
 *
 *   here    → opener, or the page around  {type: 'saoma:response', state, iss, code | error, error_description}   to the site's registered origin only
 *   opener  → here    {type: 'saoma:ack', state}
 *
 * A page in between may have cut this window off from its opener. Then it goes on to the site's own redirect URI, as every
 * code flow does, and the site's script there finds the tab that waits. Where the opener is there but does not answer, it has
 * gone on to other things or is not the site: then nobody is told anything.
 */
import { isMessage } from '../shared/messages.js';
import { byId, whenReady } from '../shared/dom.js';

const ANSWER_MS = 1500;

whenReady(() => {
  const main = byId('message');
  const text = byId('message-text');
  const origin = main.dataset.origin;
  const opener = window.opener || (window.parent === window ? null : window.parent);
  const response = { type: 'saoma:response' };
  main.querySelectorAll('input').forEach((field) => {
    response[field.name] = field.value;
  });

  if (!opener) {
    window.location.replace(main.dataset.location);
    return;
  }
  window.addEventListener('message', (event) => {
    if (event.origin === origin && event.source === opener && isMessage(event.data, 'saoma:ack', response.state)) {
      window.close();
    }
  });
  opener.postMessage(response, origin);
  setTimeout(() => {
    text.textContent = text.dataset.textClose;
  }, ANSWER_MS);
});
