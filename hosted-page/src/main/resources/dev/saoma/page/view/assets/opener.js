'use strict';

/*
 * For pages in a window that a site's script opened: tells it how far its user is, so that it notices when the window is
 * closed, and never who the user is.
 *
 *   here → opener {type: 'saoma:at', state, at}   to the site's registered origin only
 *
 * "at" is what is on the stage of the login page, or "declined", "left" (for WeChat's own page), "closing".
 */
(function () {
  const opener = window.opener;
  const site = document.querySelector('meta[name="saoma-opener"]');
  let leaving = false;

  if (!opener) {
    return;
  }

  function tell(at) {
    opener.postMessage({ type: 'saoma:at', state: site.dataset.state, at: at }, site.content);
  }

  tell('code');

  window.addEventListener('pagehide', function () {
    tell(leaving ? 'left' : 'closing');
  });

  document.addEventListener('DOMContentLoaded', function () {
    const stage = document.querySelector('[data-view], .stage');
    const inWindow = document.getElementById('open-popup');
    if (inWindow) {
      inWindow.hidden = true; // This is a window already.
    }
    document.addEventListener('click', function (event) {
      const link = event.target.closest('a[href]');
      leaving = link !== null && new URL(link.href).origin !== window.location.origin;
    });
    if (stage) {
      new MutationObserver(function () {
        tell(stage.dataset.problem || stage.dataset.view);
      }).observe(stage, { attributes: true, attributeFilter: ['data-view', 'data-problem'] });
    }
  });
})();
