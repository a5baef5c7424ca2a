/*
 * End of a sign-in in a window that a site's script opened, or in a hidden frame. Sends the response to that site and closes the window.
 *
 *   here    → opener, or the page around  {type: 'saoma:response', state, iss, code | error, error_description}   to the site's registered origin only
 *   opener  → here    {type: 'saoma:ack', state}
 *
 * A page in between may have cut this window off from its opener. Then it redirects to the site's own redirect URI, as every
 * code flow does, and the site's script there finds the waiting tab. If the opener exists but does not acknowledge, it has
 * navigated or is not the site: then the response is sent nowhere else.
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
