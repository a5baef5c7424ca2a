/** Runs it when the page can be changed. That scripts run at all, style sheets see at once. */
export function whenReady(start) {
  document.documentElement.classList.add('js');
  document.addEventListener('DOMContentLoaded', start);
}

export function byId(id) {
  return document.getElementById(id);
}

/** Whether a browser may be sent there: never to "javascript:" or the like. */
export function isWeb(address) {
  try {
    return /^https?:$/.test(new URL(address).protocol);
  } catch (malformed) {
    return false;
  }
}
