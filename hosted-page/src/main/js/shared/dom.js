/** Runs a function once the document is parsed; style sheets learn at once that scripts run. */
export function whenReady(start) {
  document.documentElement.classList.add('js');
  document.addEventListener('DOMContentLoaded', start);
}

export function byId(id) {
  return document.getElementById(id);
}

/** Whether it is a URL to navigate to: never "javascript:" or the like. */
export function isWeb(address) {
  try {
    return /^https?:$/.test(new URL(address).protocol);
  } catch (malformed) {
    return false;
  }
}
