/* The sign-in page's own script, in the steps of the page at open.weixin.qq.com: load a script from the long poll, look at the
   global variables it sets, react, poll again. */
(function () {
  'use strict';

  var page = document.body.dataset;
  var framed = window.top !== window;
  var qrImage = document.querySelector('img[src^="/connect/qrcode/"]');
  var uuid = page.uuid;
  var round = 0;

  document.documentElement.dataset.framed = String(framed);

  if (hasForbiddenText()) {
    return;
  }

  // Since April 2024 the page reads its cookies. In a frame with a sandbox attribute that lacks "allow-same-origin" this line
  // throws, and the page goes no further than showing its QR code.
  void document.cookie;

  var refresh = document.querySelector('.js_refresh');
  if (refresh) {
    refresh.addEventListener('click', refreshInPlace);
  }
  if (framed) {
    window.parent.postMessage(JSON.stringify({ type: 'status', status: 'wxReady' }), '*');
  }
  pollIn('firstPoll');

  /** Takes quotes, angle brackets and script addresses out of the address, and loads again if there were any. */
  function hasForbiddenText() {
    var forbidden = /['"<>`]|%2[27]|%3[CE]|%60|script:|data:text\/html;base64,/gi;
    var clean = location.href.replace(forbidden, '');
    if (clean === location.href && document.referrer.search(forbidden) < 0) {
      return false;
    }
    location.replace(clean);
    return true;
  }

  function pollIn(delay, last) {
    var current = round;
    setTimeout(function () {
      if (current === round) {
        poll(last);
      }
    }, Number(page[delay]));
  }

  function poll(last) {
    var current = round;
    var script = document.createElement('script');
    var timeout = setTimeout(function () { finish(false); }, Number(page.pollTimeout));
    window.wx_errcode = undefined;
    window.wx_code = undefined;
    script.onload = function () { finish(true); };
    script.onerror = function () { finish(false); };
    script.src = '/connect/l/qrconnect?uuid=' + uuid + (last ? '&last=' + last : '') + '&_=' + Date.now();
    document.head.appendChild(script);

    function finish(loaded) {
      script.onload = script.onerror = null;
      script.remove();
      clearTimeout(timeout);
      if (current !== round) {
        return;
      }
      if (loaded) {
        react(window.wx_errcode, window.wx_code, last);
      } else {
        pollIn('pollAfterFailure', last);
      }
    }
  }

  function react(errcode, code, last) {
    switch (errcode) {
      case 405:
        if (code) {
          show('confirmed');
          leave(page.beforeCode + code + page.afterCode);
        } else {
          pollIn('pollAgain', last);
        }
        break;
      case 404:
        show('scanned');
        pollIn('pollAfterScan', 404);
        break;
      case 403:
        show('cancelled');
        if (page.declined) {
          leave(page.declined);
        } else {
          pollIn('pollAgain', 403);
        }
        break;
      case 402:
      case 500:
        if (page.look === 'old') {
          location.reload();
        } else if (errcode === 402) {
          refreshInPlace();
        } else {
          expire();
        }
        break;
      case 408:
        pollIn('pollAgain');
        break;
      default:
        pollIn('pollAfterFailure', last);
    }
  }

  /** Where the callback opens: this window, unless the site framed the page and did not ask for the frame. */
  function leave(url) {
    if (!framed) {
      window.location = url;
    } else if (page.selfRedirect === 'true') {
      try {
        window.location = url;
      } catch (e) {
        window.top.location = url;
      }
    } else if (page.selfRedirect === 'false') {
      window.top.location = url;
    } else {
      try {
        document.domain = 'qq.com';
        if (window.top.location.host) {
          window.location = url;
        }
      } catch (e) {
        window.top.location = url;
      }
    }
  }

  /** New look: the same address with f=xml names a fresh code, which takes the old one's place. */
  function refreshInPlace() {
    var again = new URL(location.href);
    again.hash = '';
    again.search += '&f=xml';
    round++;
    fetch(again.href)
      .then(function (response) { return response.text(); })
      .then(function (xml) {
        var fresh = new DOMParser().parseFromString(xml, 'text/xml').querySelector('uuid');
        if (!fresh || !fresh.textContent) {
          throw new Error('no uuid');
        }
        uuid = page.uuid = fresh.textContent;
        qrImage.src = '/connect/qrcode/' + uuid;
        show('waiting');
        pollIn('firstPoll');
      })
      .catch(expire);
  }

  function expire() {
    round++;
    show('expired');
  }

  function show(state) {
    page.state = state;
  }
})();
