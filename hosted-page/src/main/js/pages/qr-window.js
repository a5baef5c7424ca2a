import { byId } from '../shared/dom.js';
import { closeWindow } from '../shared/windows.js';

const WIDTH = 560;
const HEIGHT = 640;

/** The window with WeChat's QR code. */
export function newQrWindow(page) {
  let popup = null;
  let looksClosed = false;

  function isOpen() {
    return popup !== null && !popup.closed;
  }

  function focus() {
    popup.focus();
  }

  /** Opens the window. False if the browser blocks it. Call it without waiting for anything, or browsers do. */
  function open() {
    const opened = window.open(page.popupUrl, 'saoma-' + page.state, features());
    popup = opened && !opened.closed ? opened : null;
    return popup !== null;
  }

  function features() {
    const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - WIDTH) / 2));
    const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - HEIGHT) / 2));
    return 'popup=yes,width=' + WIDTH + ',height=' + HEIGHT + ',left=' + left + ',top=' + top;
  }

  function close() {
    const opened = popup;
    popup = null;
    if (opened) {
      closeWindow(opened, () => popup === opened);
    }
  }

  // "closed" is only a hint: another site's opener policy can make it true while the window is open. So it changes words, nothing else.
  function describe(closed) {
    looksClosed = closed;
    const text = closed ? page.windowClosed : page.windowOpen;
    byId('waiting-text').textContent = text;
    byId('focus-popup').textContent = closed ? page.windowReopen : page.windowFocus;
    byId('status').textContent = text;
  }

  /** Describes the window again if it has been closed, or no longer looks so. */
  function look() {
    if (popup && popup.closed !== looksClosed) {
      describe(popup.closed);
    }
  }

  function hasSent(event) {
    return popup !== null && event.source === popup;
  }

  function send(message) {
    if (isOpen()) {
      popup.postMessage(message, window.location.origin);
    }
  }

  return { isOpen, focus, open, close, describe, look, hasSent, send };
}
