'use strict';

/*
 * End of the inline way, inside WeChat's frame. Hands code and state to the login page around it, which is of our own origin.
 *
 *   here → login page  {type: 'saoma:callback', state, code}   code is null where the user declined
 */
document.documentElement.classList.add('js');

(function () {
  const STRANDED_MS = 5000;

  document.addEventListener('DOMContentLoaded', function () {
    const main = document.getElementById('hand-over');
    const stranded = document.getElementById('stranded');
    if (window.parent === window) {
      return;
    }
    stranded.hidden = true;
    const code = main.dataset.code === undefined ? null : main.dataset.code;
    window.parent.postMessage(
      { type: 'saoma:callback', state: main.dataset.state, code: code },
      window.location.origin
    );
    setTimeout(function () {
      stranded.hidden = false;
    }, STRANDED_MS);
  });
})();
