/*
 * For pages in a window that a site's script opened: tells it how far its user is, so that it notices when the window is
 * closed, and never who the user is.
 *
 *   here → opener {type: 'saoma:at', state, at}   to the site's registered origin only
 *
 * Where something cut the window off from its opener, our own server takes a note, for which the site asks.
 *
 * "at" is what is on the stage of the login page, or "declined", "left" (for WeChat's own page), "closing".
 */
const opener = window.opener;
let left = false;
const site = document.querySelector('meta[name="saoma-opener"]');

function tell(at) {
  if (opener) {
    opener.postMessage({ type: 'saoma:at', state: site.dataset.state, at: at }, site.content);
  } else {
    navigator.sendBeacon(
      site.dataset.notes,
      new URLSearchParams({ origin: site.content, state: site.dataset.state, at: at })
    );
  }
}

tell('code');

window.addEventListener('pagehide', () => {
  if (!left) {
    tell('closing');
  }
});
window.addEventListener('pageshow', (event) => {
  if (event.persisted) {
    left = false;
    tell('code');
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
      tell('left'); // Now, since on the way to a page that cuts the window off a message is lost.
    }
  });
  if (stage) {
    new MutationObserver(() => {
      tell(stage.dataset.problem || stage.dataset.view);
    }).observe(stage, { attributes: true, attributeFilter: ['data-view', 'data-problem'] });
  }
});
