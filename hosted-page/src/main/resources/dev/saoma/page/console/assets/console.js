'use strict';

(function () {
  document.documentElement.classList.add('js');

  /* The link is behind the #, which browsers never send: it is moved into the form, and out of the address. */
  const enter = document.getElementById('enter');
  if (enter && location.hash.length > 1) {
    document.getElementById('link').value = location.hash.slice(1);
    history.replaceState(null, '', location.pathname);
    enter.submit();
  }

  /* Copies what an element shows. */
  document.addEventListener('click', function (event) {
    const button = event.target.closest('[data-copy]');
    if (!button) {
      return;
    }
    const source = document.getElementById(button.dataset.copy);
    const label = button.textContent;
    navigator.clipboard.writeText(source.textContent).then(function () {
      button.textContent = button.dataset.done;
      setTimeout(function () {
        button.textContent = label;
      }, 2000);
    }, function () {
      getSelection().selectAllChildren(source);
    });
  });

  /* Polls for progress, as long as the page asks for it and is visible. */
  function poll() {
    const old = document.querySelector('[data-poll]');
    if (old) {
      setTimeout(function () {
        (document.hidden || old.querySelector('details[open]') || old.contains(document.activeElement) ?
          Promise.reject() : fetch(location.href)).then(function (response) {
          return response.ok && !response.redirected ? response.text() : Promise.reject();
        }).then(function (text) {
          const next = new DOMParser().parseFromString(text, 'text/html');
          const now = next.getElementById(old.id);
          if (!now || !now.dataset.poll && old.id === 'steps') {
            location.reload();
          } else {
            old.replaceWith(document.importNode(now, true));
          }
        }).then(poll, poll);
      }, old.dataset.poll * 1000);
    }
  }
  poll();

  /* Warns of what was typed and not saved. */
  let unsaved = false;
  document.addEventListener('input', function (event) {
    unsaved = unsaved || Boolean(event.target.closest('[data-guard]'));
  });
  document.addEventListener('submit', function () {
    unsaved = false;
  });
  addEventListener('beforeunload', function (event) {
    if (unsaved) {
      event.preventDefault();
    }
  });

  /* What the server says of an address, a moment after it was typed: what would match, or what is wrong. */
  function judge(field) {
    const query = new URLSearchParams('draft=1');
    field.form.querySelectorAll('[data-typed], [name=kind], [name=id]').forEach(function (one) {
      query.set(one.name, one.value);
    });
    const typed = field.value;
    fetch(field.form.dataset.judge + '?' + query).then(function (response) {
      return response.ok && !response.redirected ? response.text() : '';
    }).then(function (text) {
      const said = new DOMParser().parseFromString(text, 'text/html').getElementById(field.dataset.typed);
      if (said && typed === field.value) {
        document.getElementById(said.id).replaceChildren(...document.importNode(said, true).childNodes);
      }
    }).catch(function () {});
  }
  document.addEventListener('input', function (event) {
    const field = event.target;
    if (field.dataset.typed) {
      clearTimeout(field.judging);
      field.judging = setTimeout(judge, 400, field);
    }
  });

  /* Filters as one types: the same address as without scripts, of which only the list is taken. */
  let waiting;
  let asked = 0;
  function refresh(form) {
    const number = ++asked;
    const query = new URLSearchParams(new FormData(form));
    Array.from(query.keys()).forEach(function (name) {
      if (!query.get(name)) {
        query.delete(name);
      }
    });
    const address = form.getAttribute('action') + '?' + query;
    fetch(address, { headers: { Accept: 'text/html' } }).then(function (response) {
      return response.ok && !response.redirected ? response.text() : Promise.reject(response.status);
    }).then(function (text) {
      if (number !== asked) {
        return;
      }
      const next = new DOMParser().parseFromString(text, 'text/html');
      if (form.dataset.live) {
        document.querySelector(form.dataset.live).replaceWith(document.importNode(next.querySelector(form.dataset.live), true));
        history.replaceState(null, '', address);
        return;
      }
      ['.wide', '.empty', '.more'].forEach(function (part) {
        document.querySelectorAll('main > ' + part).forEach(function (old) {
          old.remove();
        });
      });
      const foot = document.querySelector('main > .foot');
      next.querySelectorAll('main > .wide, main > .empty, main > .more').forEach(function (part) {
        foot.before(document.importNode(part, true));
      });
      const export1 = next.querySelector('.headline a[href*=csv]');
      if (export1) {
        document.querySelector('.headline a[href*=csv]').href = export1.getAttribute('href');
      }
      history.replaceState(null, '', address);
    }).catch(function () {
      form.submit();
    });
  }
  document.addEventListener('input', function (event) {
    const form = event.target.closest('form[data-live]');
    if (form) {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, 250, form);
    }
  });
})();
