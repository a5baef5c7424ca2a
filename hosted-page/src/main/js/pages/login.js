/*
 * Login page. Shows WeChat's QR code in a frame, in a window of its own on request, and redirects when either returns.
 *
 *   frame  → here   {type: 'saoma:callback', state, code}     then POST to our own server, which returns where to redirect
 *   window → here   {type: 'saoma:done', state, location}     by postMessage and BroadcastChannel
 *   here   → window {type: 'saoma:ack', state}                on both channels
 *
 * When another tab of this browser has signed in to the same application, a cookie that scripts may read appears: a
 * notice with the time. The page then asks our own server, which finishes this sign-in as well, or does not.
 *
 * Messages count only if origin, sender, state and shape are right; anything else is ignored.
 */
import { fetchJson } from '../shared/http.js';
import { channelOf, isMessage } from '../shared/messages.js';
import { byId, isWeb, whenReady } from '../shared/dom.js';
import { keepFragment, withFragment } from './fragment.js';
import { isIdle, nextState } from './login-states.js';
import { newStage } from './login-stage.js';
import { latestNotice } from './notice.js';
import { newQrFrame } from './qr-frame.js';
import { newQrWindow } from './qr-window.js';

const TICK_MS = 1000;
const FINISH_TIMEOUT_MS = 20000;
const OTHER_TAB_FIRST_MS = 800; // so that its session is there when this one comes back

whenReady(() => start(byId('login')));

/** Options of requests to our own server. */
function posted(fields) {
  return {
    method: 'POST',
    credentials: 'same-origin',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams(fields)
  };
}

function start(main) {
  const page = main.dataset;
  const openRedirect = byId('open-redirect');
  const startedAt = performance.now();
  const channel = channelOf(page.state);
  let state = 'code';
  let code = null;
  let noticed = '';

  const stage = newStage(main);
  const popup = newQrWindow(page);
  const frame = newQrFrame(page, () => {
    if (state === 'code') {
      byId('status').textContent = page.textReady;
    }
  });

  /** Moves to the next state and shows it. False if the event has no meaning in this one. */
  function move(event, show) {
    const next = nextState(state, event);
    if (!next) {
      return false;
    }
    state = next;
    show(frame.remove()); // never two live QR codes
    return true;
  }

  // ---- the QR code ----

  function showCode() {
    stage.show('code', page.textLoading, false);
    frame.show();
  }

  function openPopup() {
    if (popup.isOpen()) {
      popup.focus();
      return;
    }
    keepFragment(page.state, false); // the window gets a copy
    const opened = popup.open();
    byId('blocked').hidden = opened;
    openRedirect.classList.toggle('primary', !opened);
    if (opened) {
      move('windowOpened', (focusIsGone) => {
        stage.show('waiting', '', focusIsGone);
        popup.describe(false);
      });
    }
  }

  function showInline() {
    popup.close();
    if (move('codeWanted', showCode)) {
      byId('open-popup').focus({ preventScroll: true });
    }
  }

  // A sign-in by redirect ends with a redirect, which has no script to restore the fragment; the window's last page has one.
  function redirectKeepingFragment(event) {
    const plainClick = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (plainClick && keepFragment(page.state, true)) {
      event.preventDefault();
      window.location.assign(page.popupUrl);
    }
  }

  // ---- finishing ----

  function finish(event) {
    move(event, (focusIsGone) => {
      stage.show('finishing', page.textFinishing, focusIsGone);
      fetchJson(page.finishUrl, FINISH_TIMEOUT_MS, posted({ code: code, state: page.state })).then(finished, unreachable);
    });
  }

  function finished(response) {
    if (response && typeof response.location === 'string' && isWeb(response.location)) {
      leave(response.location);
    } else if (response && typeof response.title === 'string' && typeof response.text === 'string') {
      const id = typeof response.id === 'string' ? response.id : '';
      fail('failed', { title: response.title, text: response.text, id: id });
    } else {
      unreachable();
    }
  }

  // For half a minute the server answers a retry with the result of the first attempt. Later it reports the sign-in as used:
  // it never completes twice, and the user can start again.
  function unreachable() {
    fail('failed', { title: page.networkTitle, text: page.networkText, retry: true });
  }

  function fail(event, problem) {
    move(event, (focusIsGone) => stage.showProblem(problem, focusIsGone));
  }

  function leave(location) {
    return move('signedIn', (focusIsGone) => {
      stage.show('finishing', page.textGoingOn, focusIsGone);
      byId('finishing').querySelector('h2').textContent = page.textGoingOn;
      window.location.replace(withFragment(location, window.location.hash));
    });
  }

  // ---- another tab has signed in ----

  function lookForNotice() {
    const latest = latestNotice(document.cookie, page.noticeName);
    if (isIdle(state) && latest !== noticed && Number(latest) > Number(page.since)) {
      noticed = latest;
      setTimeout(continueAsOtherTab, OTHER_TAB_FIRST_MS);
    }
  }

  function continueAsOtherTab() {
    if (!isIdle(state)) {
      return;
    }
    fetchJson(page.waitingUrl, FINISH_TIMEOUT_MS, posted({ ticket: page.waitingTicket }))
      .then((response) => {
        if (typeof response.location === 'string' && isWeb(response.location) && leave(response.location)) {
          popup.close();
        }
      })
      .catch(() => {
        // This page can still be used as it is.
      });
  }

  // ---- messages ----

  function returnedInFrame(data) {
    if (typeof data.code === 'string' && data.code !== '') {
      code = data.code;
      finish('scanned');
    } else if (data.code === null) {
      fail('declined', { title: page.declinedTitle, text: page.declinedText, calm: true });
    }
  }

  function doneInPopup(data) {
    if (nextState(state, 'signedIn') && typeof data.location === 'string' && isWeb(data.location)) {
      const ack = { type: 'saoma:ack', state: page.state };
      popup.send(ack);
      if (channel) {
        channel.postMessage(ack);
      }
      leave(data.location);
    }
  }

  window.addEventListener('message', (event) => {
    if (event.origin !== window.location.origin || !event.source) {
      return;
    }
    if (frame.hasSent(event) && isMessage(event.data, 'saoma:callback', page.state)) {
      returnedInFrame(event.data);
    } else if (popup.hasSent(event) && isMessage(event.data, 'saoma:done', page.state)) {
      doneInPopup(event.data);
    }
  });

  if (channel) {
    channel.addEventListener('message', (event) => {
      if (isMessage(event.data, 'saoma:done', page.state)) {
        doneInPopup(event.data);
      }
    });
  }

  // ---- time ----

  function everySecond() {
    if (performance.now() - startedAt >= Number(page.qrMillis)) {
      move('tooLate', (focusIsGone) => {
        popup.close();
        stage.show('expired', byId('expired').querySelector('h2').textContent, focusIsGone);
      });
    } else if (state === 'waiting') {
      popup.look();
    }
    lookForNotice();
  }

  setInterval(everySecond, TICK_MS);
  document.addEventListener('visibilitychange', everySecond);

  // Restored by the back button: this sign-in is over or stale, so begin a new one.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) {
      window.location.replace(page.restartUrl + window.location.hash);
    }
  });

  // ---- clicks ----

  function restart(event) {
    event.preventDefault();
    window.location.replace(page.restartUrl + window.location.hash);
  }

  byId('open-popup').addEventListener('click', openPopup);
  byId('focus-popup').addEventListener('click', openPopup);
  byId('show-inline').addEventListener('click', showInline);
  openRedirect.addEventListener('click', popup.close);
  openRedirect.addEventListener('click', redirectKeepingFragment);
  document.querySelectorAll('.languages a').forEach((link) => {
    link.hash = window.location.hash;
  });
  byId('retry').addEventListener('click', () => finish('retried'));
  byId('refresh').addEventListener('click', restart);
  byId('start-again').addEventListener('click', restart);

  showCode();
}
