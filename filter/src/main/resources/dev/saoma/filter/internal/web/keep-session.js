/*
 * Signs in again in a window when the session has ended, so that nothing typed is lost. Include it on any page:
 *
 *   <script src="/crm/saoma/keep-session.js"></script>
 *
 * fetch, XMLHttpRequest and forms then continue by themselves after the sign-in. Nothing is sent if another user signs in.
 * Free of dependencies, eval, inline styles and HTML texts: works under "script-src 'self'; style-src 'self'".
 */
(function () {
  'use strict';

  var script = document.currentScript;
  if (!script || window.saoma || !window.fetch || !window.Promise || !window.WeakMap) {
    return;
  }
  var base = new URL('.', script.src); // …/saoma/
  if (base.origin !== window.location.origin) {
    return;
  }
  var SESSION = base.href + 'session';
  var LOGIN = base.href + 'login?display=popup';
  var MARKER = 'X-Saoma-Login';
  var TEXTS = {
    en: {
      title: 'Your session has ended',
      text: 'Sign in again to continue. What you have entered on this page is kept.',
      signIn: 'Sign in',
      cancel: 'Cancel',
      waiting: 'Please finish signing in in the other window.',
      blocked: 'Your browser blocked the window.',
      link: 'Open the sign-in in a new tab',
      otherTitle: 'Another user is signed in now',
      otherText: 'This page belongs to another user, so nothing was sent. Reload it to continue as the user who is signed in now.',
      reload: 'Reload the page'
    },
    zh: {
      title: '登录已过期',
      text: '请重新登录后继续，您在本页填写的内容不会丢失。',
      signIn: '登录',
      cancel: '取消',
      waiting: '请在弹出的窗口中完成登录。',
      blocked: '浏览器拦截了登录窗口。',
      link: '在新标签页中登录',
      otherTitle: '当前登录的是其他用户',
      otherText: '本页属于另一位用户，因此没有提交任何内容。请重新加载页面，以当前登录的用户继续。',
      reload: '重新加载页面'
    }
  };
  var plainFetch = window.fetch.bind(window);
  var plainSubmit = HTMLFormElement.prototype.submit;
  var waiting = null; // one dialog for all that waits

  // ---- who is signed in ----

  // The user's id, or null if no user is signed in.
  function whoIsIt() {
    return plainFetch(SESSION, { credentials: 'same-origin', cache: 'no-store', headers: { Accept: 'application/json' } })
      .then(function (response) {
        if (response.status === 401) {
          return null;
        }
        if (!response.ok) {
          throw new Error('session: ' + response.status);
        }
        return response.json().then(function (session) {
          return session.sub;
        });
      });
  }

  // Whose page this is. Unknown where no user was signed in when it was loaded: then any user may sign in.
  var owner = whoIsIt().catch(function () {
    return null;
  });

  // True if the owner of this page is signed in, false if no user is; says so and fails if another user is.
  function ownerIsSignedIn() {
    return Promise.all([owner, whoIsIt()]).then(function (both) {
      if (both[1] !== null && both[0] === null) {
        owner = Promise.resolve(both[1]);
      } else if (both[1] !== null && both[0] !== both[1]) {
        sayOther();
        throw new Error('another user is signed in');
      }
      return both[1] !== null;
    });
  }

  // ---- the dialog ----

  function element(name, text, parent) {
    var made = document.createElement(name);
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  function openDialog(title, text) {
    var dialog = document.createElement('dialog');
    dialog.className = 'saoma-dialog';
    var style = { maxWidth: '26rem', padding: '1.5rem', border: '1px solid #8888', borderRadius: '.75rem', lineHeight: '1.6' };
    Object.keys(style).forEach(function (name) {
      dialog.style[name] = style[name]; // by CSSOM, which policies for inline styles let pass
    });
    var heading = element('h2', title, dialog);
    heading.id = 'saoma-dialog-title';
    heading.style.margin = '0 0 .5rem';
    heading.style.fontSize = '1.15rem';
    dialog.setAttribute('aria-labelledby', heading.id);
    element('p', text, dialog).setAttribute('role', 'status');
    document.body.appendChild(dialog);
    dialog.addEventListener('close', function () {
      dialog.remove();
    });
    return dialog;
  }

  function button(dialog, id, text, click) {
    var made = element('button', text, dialog);
    made.type = 'button';
    made.id = id;
    made.style.margin = '0 .75rem 0 0';
    made.style.padding = '.4rem 1rem';
    made.addEventListener('click', click);
    return made;
  }

  function texts() {
    var language = document.documentElement.lang || navigator.language || '';
    return language.toLowerCase().indexOf('zh') === 0 ? TEXTS.zh : TEXTS.en;
  }

  // Once, however many requests find it out.
  function sayOther() {
    if (document.getElementById('saoma-reload')) {
      return;
    }
    var words = texts();
    var dialog = openDialog(words.otherTitle, words.otherText);
    button(dialog, 'saoma-reload', words.reload, function () {
      window.location.reload();
    });
    button(dialog, 'saoma-cancel', words.cancel, function () {
      dialog.close();
    });
    dialog.showModal();
  }

  // Resolves when the owner is signed in again; fails if the user gives up or another user signs in.
  function signIn() {
    if (!waiting) {
      waiting = askToSignIn();
      var over = function () {
        waiting = null;
      };
      waiting.then(over, over);
    }
    return waiting;
  }

  function askToSignIn() {
    if (typeof HTMLDialogElement !== 'function') {
      return Promise.reject(new Error('this browser has no dialogs'));
    }
    return new Promise(function (resolve, reject) {
      var words = texts();
      var popup = null;
      var looking = false;
      var channel = 'BroadcastChannel' in window ? new BroadcastChannel('saoma:' + base.pathname) : null;
      var dialog = openDialog(words.title, words.text);
      var status = dialog.querySelector('p');

      function end(how, value) {
        window.removeEventListener('message', onMessage);
        window.removeEventListener('focus', look);
        if (channel) {
          channel.close();
        }
        dialog.close();
        dialog.remove(); // now, not with the event that follows: the next dialog may open before it
        how(value);
      }

      function onMessage(event) {
        var fromPopup = popup !== null && event.source === popup && event.origin === window.location.origin;
        if (fromPopup && event.data && event.data.type === 'saoma:signed-in') {
          look();
        }
      }

      // A message, which may arrive twice, is only a hint; the server decides.
      function look() {
        if (looking) {
          return;
        }
        looking = true;
        ownerIsSignedIn().then(
          function (signedIn) {
            looking = false;
            if (signedIn) {
              end(resolve);
            }
          },
          function (failure) {
            looking = false;
            if (failure instanceof TypeError) {
              return; // no network just now
            }
            end(reject, failure);
          }
        );
      }

      function open() {
        // At once in the click, or browsers take it for an unwanted window.
        popup = window.open(LOGIN, 'saoma-login', 'popup=yes,width=560,height=720');
        status.textContent = popup ? words.waiting : words.blocked;
        if (!popup && !document.getElementById('saoma-link')) {
          var link = element('a', words.link, element('p', '', dialog));
          link.id = 'saoma-link';
          link.href = LOGIN;
          link.target = '_blank';
        }
      }

      window.addEventListener('message', onMessage);
      window.addEventListener('focus', look);
      if (channel) {
        channel.onmessage = look;
      }
      button(dialog, 'saoma-sign-in', words.signIn, open);
      button(dialog, 'saoma-cancel', words.cancel, function () {
        dialog.close();
      });
      dialog.addEventListener('close', function () {
        end(reject, new Error('not signed in'));
      });
      dialog.showModal();
    });
  }

  // ---- fetch ----

  function isOurs(url) {
    return new URL(url, document.baseURI).origin === window.location.origin;
  }

  window.fetch = function (input, init) {
    var request;
    var again;
    var stream = init && typeof ReadableStream === 'function' && init.body instanceof ReadableStream;
    try {
      if (stream || !isOurs(input instanceof Request ? input.url : String(input))) {
        return plainFetch(input, init);
      }
      request = new Request(input, init);
      again = request.clone(); // before the body is read
    } catch (failure) {
      return plainFetch(input, init);
    }
    return plainFetch(request).then(function (response) {
      if (!response.headers.has(MARKER)) {
        return response;
      }
      return signIn().then(
        function () {
          return plainFetch(again);
        },
        function () {
          return response;
        }
      );
    });
  };

  // ---- XMLHttpRequest ----

  var PlainXhr = window.XMLHttpRequest;
  var calls = new WeakMap();
  var proto = PlainXhr.prototype;
  var plain = { open: proto.open, setRequestHeader: proto.setRequestHeader, send: proto.send, abort: proto.abort };

  function PatientXhr() {
    var xhr = new PlainXhr();
    calls.set(xhr, { open: null, headers: [], body: null, held: false, repeating: false, aborted: false });
    // Made before the caller can add a listener, so these are called first.
    ['readystatechange', 'loadstart', 'progress', 'load', 'loadend'].forEach(function (type) {
      xhr.addEventListener(type, hold);
    });
    return xhr;
  }
  PatientXhr.prototype = proto;
  ['UNSENT', 'OPENED', 'HEADERS_RECEIVED', 'LOADING', 'DONE'].forEach(function (name) {
    PatientXhr[name] = PlainXhr[name];
  });
  window.XMLHttpRequest = PatientXhr;

  function hold(event) {
    var xhr = event.currentTarget;
    var call = calls.get(xhr);
    if (call.repeating) {
      if (event.type === 'loadstart' || xhr.readyState < 2) {
        event.stopImmediatePropagation(); // the caller has had this event already
      }
      return;
    }
    if (event.type === 'readystatechange' && xhr.readyState === 2) {
      call.held = call.open !== null && xhr.getResponseHeader(MARKER) !== null; // also the 200 for JSF
    }
    if (!call.held) {
      return;
    }
    event.stopImmediatePropagation();
    if (event.type === 'loadend') {
      signIn().then(
        function () {
          repeat(xhr, call);
        },
        function () {
          notify(xhr, call);
        }
      );
    }
  }

  function repeat(xhr, call) {
    call.held = false;
    if (call.aborted) {
      return;
    }
    call.repeating = true;
    plain.open.apply(xhr, call.open);
    call.headers.forEach(function (header) {
      plain.setRequestHeader.apply(xhr, header);
    });
    plain.send.call(xhr, call.body);
  }

  // The caller gets the 401 after all.
  function notify(xhr, call) {
    call.held = false;
    if (call.aborted) {
      return;
    }
    xhr.dispatchEvent(new Event('readystatechange'));
    xhr.dispatchEvent(new ProgressEvent('load'));
    xhr.dispatchEvent(new ProgressEvent('loadend'));
  }

  proto.open = function (method, url, async) {
    var call = calls.get(this);
    if (call) {
      var repeatable = async !== false && isOurs(url);
      call.open = repeatable ? Array.prototype.slice.call(arguments) : null;
      call.headers = [];
      call.held = call.repeating = call.aborted = false;
    }
    return plain.open.apply(this, arguments);
  };
  proto.setRequestHeader = function (name, value) {
    var result = plain.setRequestHeader.apply(this, arguments);
    var call = calls.get(this);
    if (call) {
      call.headers.push([name, value]);
    }
    return result;
  };
  proto.send = function (body) {
    var call = calls.get(this);
    if (call) {
      call.body = body === undefined ? null : body;
    }
    return plain.send.apply(this, arguments);
  };
  proto.abort = function () {
    var call = calls.get(this);
    if (call) {
      call.aborted = true;
    }
    return plain.abort.apply(this, arguments);
  };

  // ---- forms ----

  function isGuarded(form, submitter) {
    var method = (submitter && submitter.getAttribute('formmethod')) || form.getAttribute('method') || 'get';
    var action = (submitter && submitter.getAttribute('formaction')) || form.getAttribute('action') || '';
    var target = (submitter && submitter.getAttribute('formtarget')) || form.getAttribute('target') || '_self';
    return method.toLowerCase() === 'post' && target === '_self' && isOurs(action) && !isOfTheFilter(action);
  }

  // Signing out needs no sign-in.
  function isOfTheFilter(action) {
    return new URL(action, document.baseURI).href.indexOf(base.href) === 0;
  }

  function submitWhenSignedIn(form, submitter) {
    ownerIsSignedIn()
      .then(
        function (signedIn) {
          return signedIn ? undefined : signIn();
        },
        function (failure) {
          if (!(failure instanceof TypeError)) {
            throw failure;
          }
          // No answer: let the browser try, and say so itself.
        }
      )
      .then(
        function () {
          submitNow(form, submitter);
        },
        function () {
          // Nothing is sent: the user gave up, or another user signed in.
        }
      );
  }

  // Checks and handlers of the page have run already. What the pressed button adds has to be added by hand.
  function submitNow(form, submitter) {
    var undo = [];
    if (submitter) {
      if (submitter.name) {
        var value = document.createElement('input');
        value.type = 'hidden';
        value.name = submitter.name;
        value.value = submitter.value;
        form.appendChild(value);
        undo.push(function () {
          value.remove();
        });
      }
      ['action', 'enctype'].forEach(function (name) {
        var own = submitter.getAttribute('form' + name);
        var before = form.getAttribute(name);
        if (own !== null) {
          form.setAttribute(name, own);
          undo.push(function () {
            if (before === null) {
              form.removeAttribute(name);
            } else {
              form.setAttribute(name, before);
            }
          });
        }
      });
    }
    plainSubmit.call(form);
    undo.forEach(function (step) {
      step();
    });
  }

  window.addEventListener('submit', function (event) {
    var form = event.target;
    if (!event.defaultPrevented && form instanceof HTMLFormElement && isGuarded(form, event.submitter)) {
      event.preventDefault();
      submitWhenSignedIn(form, event.submitter);
    }
  });

  HTMLFormElement.prototype.submit = function () {
    if (isGuarded(this, null)) {
      submitWhenSignedIn(this, null);
    } else {
      plainSubmit.call(this);
    }
  };

  window.saoma = Object.freeze({ signIn: signIn });
})();
