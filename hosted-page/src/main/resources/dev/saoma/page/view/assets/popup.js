'use strict';

/*
 * End of the window way. Tells the login page where to go on and closes itself; goes on alone if no login page answers.
 *
 *   here       → login page  {type: 'saoma:done', state, location}   by postMessage and BroadcastChannel, to our own origin only
 *   login page → here        {type: 'saoma:ack', state}
 *
 * Also the end of the redirect way where there is a fragment to bring back; then it goes on at once, in this tab.
 */
document.documentElement.classList.add('js');

(function () {
  const ANSWER_MS = 1500;

  document.addEventListener('DOMContentLoaded', function () {
    start(document.getElementById('done'));
  });

  function start(main) {
    const state = main.dataset.state;
    const location = main.dataset.location;
    const goOn = document.getElementById('go-on');
    const text = document.getElementById('popup-text');
    const opener = window.opener;
    const channel = 'BroadcastChannel' in window ? new BroadcastChannel('saoma:' + state) : null;
    let settled = false;

    // The link would use up the same hand-off a second time: it is only for when nobody else goes on.
    goOn.hidden = true;

    function acknowledged(data) {
      if (settled || typeof data !== 'object' || data === null || data.type !== 'saoma:ack' || data.state !== state) {
        return;
      }
      settled = true;
      text.textContent = text.dataset.textClose;
      window.close();
    }

    window.addEventListener('message', function (event) {
      if (event.origin === window.location.origin && opener && event.source === opener) {
        acknowledged(event.data);
      }
    });
    if (channel) {
      channel.addEventListener('message', function (event) {
        acknowledged(event.data);
      });
    }

    function stored(key) {
      try {
        return window.sessionStorage.getItem(key + state) || '';
      } catch (storageIsOff) {
        return '';
      }
    }

    function goOnHere() {
      settled = true;
      window.location.replace(location.includes('#') ? location : location + stored('saoma:fragment:'));
    }

    if (stored('saoma:here:')) {
      goOnHere();
      return;
    }

    const done = { type: 'saoma:done', state: state, location: location };
    if (opener) {
      opener.postMessage(done, window.location.origin);
    }
    if (channel) {
      channel.postMessage(done);
    }

    setTimeout(function () {
      if (!settled) {
        goOn.hidden = false;
        goOnHere();
      }
    }, ANSWER_MS);
  }
})();
