'use strict';

/*
 * The QR code in a frame of another site's page. Nothing is kept in the browser: the ticket in this page stands for the sign-in.
 *
 *   WeChat's frame → here  {type: 'saoma:callback', state, code}   from our own origin only; code is null where the user declined
 *   here → the site        {type: 'saoma:at', state, at}           'code', 'finishing', 'done', 'expired', 'declined', 'problem', 'again'
 *   here → the site        {type: 'saoma:response', state, iss, code | error}   to its registered origin only
 */
document.documentElement.classList.add('js');

(function () {
  const FINISH_MS = 15000;

  document.addEventListener('DOMContentLoaded', function () {
    start(document.getElementById('embed'));
  });

  function start(main) {
    const page = main.dataset;
    let frame = null;
    let finishing = false;

    function byId(id) {
      return document.getElementById(id);
    }

    function tell(message) {
      window.parent.postMessage(Object.assign({ state: page.siteState }, message), page.origin);
    }

    function at(place, text) {
      byId('status').textContent = text;
      tell({ type: 'saoma:at', at: place });
    }

    function removeFrame() {
      if (frame) {
        frame.remove();
        frame = null;
      }
      byId('code').hidden = true;
    }

    function showTrouble(place, title, text) {
      const focused = document.activeElement;
      removeFrame();
      byId('trouble-title').textContent = title;
      byId('trouble-text').textContent = text;
      byId('trouble').hidden = false;
      if (focused && focused !== document.body) {
        byId('trouble-title').focus({ preventScroll: true });
      }
      at(place, title);
    }

    function finish(code) {
      finishing = true;
      removeFrame();
      at('finishing', page.textFinishing);
      const abort = new AbortController();
      const timer = setTimeout(function () {
        abort.abort();
      }, FINISH_MS);
      fetch(page.finishUrl, {
        method: 'POST',
        credentials: 'omit',
        cache: 'no-store',
        signal: abort.signal,
        body: new URLSearchParams({ ticket: page.ticket, state: page.state, code: code })
      })
        .then(function (answer) {
          return answer.json();
        })
        .then(
          function (answer) {
            clearTimeout(timer);
            if (answer.response) {
              at('done', page.textDone);
              tell(Object.assign({ type: 'saoma:response' }, answer.response));
            } else {
              showTrouble('problem', String(answer.title), String(answer.text));
            }
          },
          function () {
            showTrouble('problem', page.networkTitle, page.networkText);
          }
        );
    }

    window.addEventListener('message', function (event) {
      const data = event.data;
      const ours =
        frame &&
        !finishing &&
        event.origin === window.location.origin &&
        event.source === frame.contentWindow &&
        typeof data === 'object' &&
        data !== null &&
        data.type === 'saoma:callback' &&
        data.state === page.state;
      if (ours && typeof data.code === 'string' && data.code !== '') {
        finish(data.code);
      } else if (ours && data.code === null) {
        showTrouble('declined', page.declinedTitle, page.declinedText);
      }
    });

    byId('again').addEventListener('click', function () {
      at('again', page.textLoading);
    });

    setTimeout(function () {
      if (frame && !finishing) {
        showTrouble('expired', page.expiredTitle, page.expiredText);
      }
    }, Number(page.qrMillis));

    frame = document.createElement('iframe');
    frame.id = 'wechat-frame';
    frame.title = page.frameTitle;
    frame.width = '300';
    frame.height = '400';
    frame.allow = 'local-network-access';
    frame.addEventListener('load', function () {
      if (!finishing && frame) {
        byId('status').textContent = page.textReady;
      }
    });
    frame.src = page.frameUrl;
    byId('code').appendChild(frame);
    at('code', page.textLoading);
  }
})();
