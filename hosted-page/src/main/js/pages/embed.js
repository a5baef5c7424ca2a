/*
 * The QR code in a frame of another site's page. Nothing is kept in the browser: the ticket in this page stands for the sign-in.
 *
 *   WeChat's frame → here  {type: 'saoma:callback', state, code}   from our own origin only; code is null where the user declined
 *   here → the site        {type: 'saoma:at', state, at}           'code', 'finishing', 'done', 'expired', 'declined', 'problem', 'again'
 *   here → the site        {type: 'saoma:response', state, iss, code | error}   to its registered origin only
 */
import { fetchJson } from '../shared/http.js';
import { isMessage } from '../shared/messages.js';
import { byId, whenReady } from '../shared/dom.js';

const FINISH_MS = 15000;

whenReady(() => start(byId('embed')));

function start(main) {
  const page = main.dataset;
  let frame = null;
  let finishing = false;

  function post(message) {
    window.parent.postMessage(Object.assign({ state: page.siteState }, message), page.origin);
  }

  function at(place, text) {
    byId('status').textContent = text;
    post({ type: 'saoma:at', at: place });
  }

  function removeFrame() {
    if (frame) {
      frame.remove();
      frame = null;
    }
    byId('code').hidden = true;
  }

  function showProblem(place, title, text) {
    const focused = document.activeElement;
    removeFrame();
    byId('problem-title').textContent = title;
    byId('problem-text').textContent = text;
    byId('problem').hidden = false;
    if (focused && focused !== document.body) {
      byId('problem-title').focus({ preventScroll: true });
    }
    at(place, title);
  }

  function finish(code) {
    finishing = true;
    removeFrame();
    at('finishing', page.textFinishing);
    fetchJson(page.finishUrl, FINISH_MS, {
      method: 'POST',
      credentials: 'omit',
      body: new URLSearchParams({ ticket: page.ticket, state: page.state, code: code })
    }).then(
      (answer) => {
        if (answer.response) {
          at('done', page.textDone);
          post(Object.assign({ type: 'saoma:response' }, answer.response));
        } else {
          showProblem('problem', String(answer.title), String(answer.text));
        }
      },
      () => showProblem('problem', page.networkTitle, page.networkText)
    );
  }

  window.addEventListener('message', (event) => {
    const data = event.data;
    const ours =
      frame &&
      !finishing &&
      event.origin === window.location.origin &&
      event.source === frame.contentWindow &&
      isMessage(data, 'saoma:callback', page.state);
    if (ours && typeof data.code === 'string' && data.code !== '') {
      finish(data.code);
    } else if (ours && data.code === null) {
      showProblem('declined', page.declinedTitle, page.declinedText);
    }
  });

  byId('again').addEventListener('click', () => {
    at('again', page.textLoading);
  });

  setTimeout(() => {
    if (frame && !finishing) {
      showProblem('expired', page.expiredTitle, page.expiredText);
    }
  }, Number(page.qrMillis));

  frame = document.createElement('iframe');
  frame.id = 'wechat-frame';
  frame.title = page.frameTitle;
  frame.width = '300';
  frame.height = '400';
  frame.allow = 'local-network-access';
  frame.addEventListener('load', () => {
    if (!finishing && frame) {
      byId('status').textContent = page.textReady;
    }
  });
  frame.src = page.frameUrl;
  byId('code').appendChild(frame);
  at('code', page.textLoading);
}
