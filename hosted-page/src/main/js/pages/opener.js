/*
 * For pages in a window that a site's script opened: reports the progress of the sign-in, so that the site
 * notices when the window is closed, and never who the user is.
 *
 *   here → opener {type: 'saoma:at', state, at}   to the site's registered origin only
 *
 * If the window was cut off from its opener, it reports to our own server, which the site's script polls.
 *
 * "at" is the view of the login page, or "declined", "left" (for WeChat's own page), "closing".
 */
const opener = window.opener;
let left = false;
const site = document.querySelector('meta[name="saoma-opener"]');

function report(at) {
  if (opener) {
    opener.postMessage({ type: 'saoma:at', state: site.dataset.state, at: at }, site.content);
  } else {
    navigator.sendBeacon(
      site.dataset.notes,
      new URLSearchParams({ origin: site.content, state: site.dataset.state, at: at })
    );
  }
}

report('code');

window.addEventListener('pagehide', () => {
  if (!left) {
    report('closing');
  }
});
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    left = false;
    report('code');
  }
});

document.addEventListener('DOMContentLoaded', () => {
  const stage = document.querySelector('[data-view], .stage');
  const inWindow = document.getElementById('open-popup');
  if (inWindow) {
    inWindow.hidden = true; // This is a window already.
  }
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (link && new URL(link.href).origin !== window.location.origin) {
      left = true;
      report('left'); // At once: a message sent while the next page loads is lost if that page cuts the window off.
    }
  });
  if (stage) {
    new MutationObserver(() => {
      report(stage.dataset.problem || stage.dataset.view);
    }).observe(stage, { attributes: true, attributeFilter: ['data-view', 'data-problem'] });
  }
});
