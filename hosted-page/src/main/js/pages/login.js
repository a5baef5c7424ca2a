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
import { closeWindow } from '../shared/windows.js';
import { byId, isWeb, whenReady } from '../shared/dom.js';
import { keepFragment, withFragment } from './fragment.js';
import { latestNotice } from './notice.js';

const TICK_MS = 1000;
const FINISH_TIMEOUT_MS = 20000;
const OTHER_TAB_FIRST_MS = 800; // so that its session is there when this one comes back
const POPUP_WIDTH = 560;
const POPUP_HEIGHT = 640;

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
  const stage = main.querySelector('.stage');
  const openRedirect = byId('open-redirect');
  const startedAt = performance.now();
  const channel = channelOf(page.state);

  let view = '';
  let frame = null;
  let frameHost = null;
  let frameHadFocus = false;
  let popup = null;
  let popupLooksClosed = false;
  let code = null;
  let finishing = false;
  let leaving = false;
  let noticed = '';

  // ---- what is on the stage ----

  function show(next, text) {
    const focused = document.activeElement;
    view = next;
    if (next !== 'problem') {
      delete stage.dataset.problem;
    }
    stage.dataset.view = next;
    ['code', 'waiting', 'finishing', 'expired', 'problem'].forEach((id) => {
      byId(id).hidden = id !== next;
    });
    main.querySelector('.ways').hidden = next !== 'code' && next !== 'waiting';
    byId('status').textContent = text;
    // Focus moves only if the focused element is hidden now: then to the view that replaced it.
    if (next !== 'code' && (frameHadFocus || !focused || focused.getClientRects().length === 0)) {
      byId(next).querySelector('h2').focus({ preventScroll: true });
    }
    frameHadFocus = false;
  }

  function showCode() {
    removeFrame();
    show('code', page.textLoading);
    byId('loading').hidden = false;
    frame = document.createElement('iframe');
    frame.id = 'wechat-frame';
    frame.title = page.frameTitle;
    frame.width = '300';
    frame.height = '400';
    frame.style.border = '0';
    frame.allow = 'local-network-access; loopback-network'; // quick sign-in asks WeChat on this computer; newer browsers call it so
    frame.addEventListener('load', () => {
      byId('loading').hidden = true;
      if (view === 'code') {
        byId('status').textContent = page.textReady;
      }
    });
    frame.src = page.frameUrl;
    frameHost = document.createElement('div');
    frameHost.id = 'wechat';
    shelter(frameHost).appendChild(frame);
    byId('code').appendChild(frameHost);
  }

  // Any site that opens this page in a window can count the frames in it (window.length), and would learn from that whether the
  // visitor is known here: the page that offers to continue has none. Frames in a shadow tree are not counted.
  function shelter(host) {
    return host.attachShadow ? host.attachShadow({ mode: 'open' }) : host;
  }

  function removeFrame() {
    if (frame) {
      frameHadFocus = [frame, frameHost].includes(document.activeElement);
      frameHost.remove();
      frame = null;
    }
  }

  function showProblem(problem) {
    byId('problem-title').textContent = problem.title;
    byId('problem-text').textContent = problem.text;
    byId('problem-id').textContent = problem.id || '';
    byId('problem-reference').hidden = !problem.id;
    byId('retry').hidden = !problem.retry;
    byId('start-again').classList.toggle('primary', !problem.retry);
    byId('problem').querySelector('.icon').classList.toggle('warn', !problem.calm);
    stage.dataset.problem = problem.calm ? 'declined' : 'problem';
    show('problem', problem.title);
  }

  // ---- the window ----

  // No waiting before window.open, or browsers take it for an unwanted popup.
  function openPopup() {
    if (popupIsOpen()) {
      popup.focus();
      return;
    }
    keepFragment(page.state, false); // the window gets a copy
    const opened = window.open(page.popupUrl, 'saoma-' + page.state, popupFeatures());
    if (!opened || opened.closed) {
      popup = null;
      byId('blocked').hidden = false;
      openRedirect.classList.add('primary');
      return;
    }
    popup = opened;
    byId('blocked').hidden = true;
    openRedirect.classList.remove('primary');
    removeFrame(); // never two live QR codes
    show('waiting', '');
    showPopupState(false);
  }

  function popupFeatures() {
    const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - POPUP_WIDTH) / 2));
    const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - POPUP_HEIGHT) / 2));
    return 'popup=yes,width=' + POPUP_WIDTH + ',height=' + POPUP_HEIGHT + ',left=' + left + ',top=' + top;
  }

  function popupIsOpen() {
    return popup !== null && !popup.closed;
  }

  function closePopup() {
    const opened = popup;
    popup = null;
    if (opened) {
      closeWindow(opened, () => popup === opened);
    }
  }

  // "closed" is only a hint: another site's opener policy can make it true while the window is open. So it changes words, nothing else.
  function showPopupState(closed) {
    popupLooksClosed = closed;
    const text = closed ? page.windowClosed : page.windowOpen;
    byId('waiting-text').textContent = text;
    byId('focus-popup').textContent = closed ? page.windowReopen : page.windowFocus;
    byId('status').textContent = text;
  }

  // ---- finishing ----

  function finish() {
    if (finishing || leaving) {
      return;
    }
    finishing = true;
    removeFrame();
    show('finishing', page.textFinishing);
    fetchJson(page.finishUrl, FINISH_TIMEOUT_MS, posted({ code: code, state: page.state }))
      .then(finished, noAnswer)
      .then(() => {
        finishing = false;
      });
  }

  function finished(answer) {
    if (leaving) {
      return;
    }
    if (answer && typeof answer.location === 'string' && isWeb(answer.location)) {
      goOn(answer.location);
    } else if (answer && typeof answer.title === 'string' && typeof answer.text === 'string') {
      showProblem({ title: answer.title, text: answer.text, id: typeof answer.id === 'string' ? answer.id : '' });
    } else {
      noAnswer();
    }
  }

  // For half a minute the server answers a retry with the result of the first attempt. Later it reports the sign-in as used:
  // it never completes twice, and the user can start again.
  function noAnswer() {
    if (leaving) {
      return;
    }
    showProblem({ title: page.networkTitle, text: page.networkText, retry: true });
  }

  function goOn(location) {
    leaving = true;
    removeFrame();
    show('finishing', page.textGoingOn);
    byId('finishing').querySelector('h2').textContent = page.textGoingOn;
    window.location.replace(withFragment(location, window.location.hash));
  }

  // A sign-in by redirect ends with a redirect, which has no script to restore the fragment; the window's last page has one.
  function redirectKeepingFragment(event) {
    const plainClick = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (plainClick && keepFragment(page.state, true)) {
      event.preventDefault();
      window.location.assign(page.popupUrl);
    }
  }

  // ---- another tab has signed in ----

  function lookAround() {
    const seen = latestNotice(document.cookie, page.noticeName);
    if (finishing || leaving || seen === noticed || !(Number(seen) > Number(page.since))) {
      return;
    }
    noticed = seen;
    setTimeout(askToGoOn, OTHER_TAB_FIRST_MS);
  }

  function askToGoOn() {
    if (finishing || leaving) {
      return;
    }
    fetchJson(page.waitingUrl, FINISH_TIMEOUT_MS, posted({ ticket: page.waitingTicket }))
      .then((answer) => {
        if (!leaving && typeof answer.location === 'string' && isWeb(answer.location)) {
          closePopup();
          goOn(answer.location);
        }
      })
      .catch(() => {
        // This page can still be used as it is.
      });
  }

  // ---- messages ----

  function cameBackInFrame(data) {
    if (finishing || leaving) {
      return;
    }
    if (typeof data.code === 'string' && data.code !== '') {
      code = data.code;
      finish();
    } else if (data.code === null) {
      removeFrame();
      showProblem({ title: page.declinedTitle, text: page.declinedText, calm: true });
    }
  }

  function doneInPopup(data, answer) {
    if (leaving || typeof data.location !== 'string' || !isWeb(data.location)) {
      return;
    }
    answer({ type: 'saoma:ack', state: page.state });
    goOn(data.location);
  }

  window.addEventListener('message', (event) => {
    if (event.origin !== window.location.origin || !event.source) {
      return;
    }
    if (frame && event.source === frame.contentWindow && isMessage(event.data, 'saoma:callback', page.state)) {
      cameBackInFrame(event.data);
    } else if (popup && event.source === popup && isMessage(event.data, 'saoma:done', page.state)) {
      doneInPopup(event.data, (ack) => {
        popup.postMessage(ack, window.location.origin);
        if (channel) {
          channel.postMessage(ack);
        }
      });
    }
  });

  if (channel) {
    channel.addEventListener('message', (event) => {
      if (isMessage(event.data, 'saoma:done', page.state)) {
        doneInPopup(event.data, (ack) => {
          channel.postMessage(ack);
          if (popupIsOpen()) {
            popup.postMessage(ack, window.location.origin);
          }
        });
      }
    });
  }

  // ---- time ----

  function tick() {
    if (view !== 'code' && view !== 'waiting') {
      return;
    }
    if (performance.now() - startedAt >= Number(page.qrMillis)) {
      removeFrame();
      closePopup();
      show('expired', byId('expired').querySelector('h2').textContent);
    } else if (view === 'waiting' && popup && popup.closed !== popupLooksClosed) {
      showPopupState(popup.closed);
    }
  }

  function everySecond() {
    tick();
    lookAround();
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
  byId('show-inline').addEventListener('click', () => {
    closePopup();
    showCode();
    byId('open-popup').focus({ preventScroll: true });
  });
  openRedirect.addEventListener('click', closePopup);
  openRedirect.addEventListener('click', redirectKeepingFragment);
  document.querySelectorAll('.languages a').forEach((link) => {
    link.hash = window.location.hash;
  });
  byId('retry').addEventListener('click', finish);
  byId('refresh').addEventListener('click', restart);
  byId('start-again').addEventListener('click', restart);

  showCode();
}
