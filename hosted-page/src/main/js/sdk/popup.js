import { channelOf } from '../shared/messages.js';
import { closeWindow } from '../shared/windows.js';
import { query } from './encoding.js';
import { CLOSED, look, LOST, opened, UNKNOWN } from './progress.js';
import { leave, mayLeave } from './redirect.js';
import { fail, listenTo, often, on, reached, receive, report, withAddress } from './sign-in.js';

function open(signIn, url) {
  const { options, state } = signIn;
  const size = options.position || {};
  const width = size.w || 585;
  const height = size.h || 649;
  const left = screenX + (outerWidth - width) / 2;
  const top = screenY + (outerHeight - height) / 2;
  const features = `popup=yes,width=${width},height=${height},left=${left},top=${top}`;
  const popup = window.open(url, 'saoma-' + state, options.popup === false ? '' : features);
  return popup && popup.closed ? null : popup;
}

/** Opens the window of a sign-in. False if the browser blocks it. */
export function openPopup(signIn) {
  signIn.popup = open(signIn, '');
  if (signIn.popup) {
    signIn.undo.push(() => closeWindow(signIn.popup));
    watch(signIn);
    withAddress(signIn, 'web_message', '', (url) => {
      signIn.url = url;
      signIn.popup.location.replace(url);
    });
  }
  return signIn.popup;
}

// The window reports by message; where something cut it off, its last page is one of this site's own, and that reports by
// BroadcastChannel.
function watch(signIn) {
  const channel = channelOf(signIn.state);
  listenTo(signIn, () => signIn.popup);
  if (channel) {
    on(signIn, channel, 'message', (event) => receive(signIn, event.data, (ack) => channel.postMessage(ack)));
    signIn.undo.push(() => channel.close());
  }
  opened(signIn, performance.now());
  often(signIn, () => lookAt(signIn));
  report(signIn, 'opened');
}

function lookAt(signIn) {
  const next = signIn.answered || look(signIn, signIn.popup.closed, performance.now());
  if (next === CLOSED) {
    fail(signIn, signIn.failure || 'cancelled');
  } else if (next === LOST) {
    finishWithout(signIn);
  } else if (next === UNKNOWN) {
    signIn.client
      .call('/sdk/v1/status', { method: 'POST', body: query({ state: signIn.state }) })
      .then(
        (note) => signIn.over || !note.at || reached(signIn, note.at),
        () => {}
      );
  }
}

// The user has finished, but the window cannot reach this page: the hosted page has a session, so a redirect completes the
// sign-in without a scan.
function finishWithout(signIn) {
  if (mayLeave(signIn)) {
    signIn.answered = true;
    leave(signIn, 'none');
  } else {
    fail(signIn, 'cut_off');
  }
}

/** Handles a second click: brings the window to the front, or opens it again if this page has lost it. */
export function toFront(signIn) {
  if (signIn.url && !signIn.answered) {
    if (signIn.popup.closed) {
      opened(signIn, performance.now());
      signIn.popup = open(signIn, signIn.url) || signIn.popup;
    }
    signIn.popup.focus();
  }
}
