/* Keeps the screen up to date: asks for the same page now and then, and puts a changed screen in place of the old one. */
(() => {
  'use strict';
  const EVERY_MILLIS = 1000;
  let latest = document.getElementById('screen').innerHTML;
  let leaving = false;

  addEventListener('submit', () => { leaving = true; });
  addEventListener('pageshow', () => { leaving = false; });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      update();
    }
  });
  setInterval(() => {
    if (!document.hidden) {
      update();
    }
  }, EVERY_MILLIS);

  async function update() {
    try {
      const response = await fetch(location.href, { headers: { Accept: 'text/html' } });
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('screen');
      if (fresh && !leaving && fresh.innerHTML !== latest) {
        latest = fresh.innerHTML;
        replace(fresh);
      }
    } catch (unreachable) {
      // The sandbox is gone or restarting: keep what is shown, ask again.
    }
  }

  /** The person chosen and the place of the keyboard stay as they are. */
  function replace(fresh) {
    const screen = document.getElementById('screen');
    const chosen = screen.querySelector('input[name="user"]:checked');
    const focused = document.activeElement ? document.activeElement.id : '';
    screen.replaceChildren(...fresh.childNodes);
    if (chosen) {
      for (const person of screen.querySelectorAll('input[type="radio"][name="user"]')) {
        person.checked = person.value === chosen.value;
      }
    }
    const again = focused && document.getElementById(focused);
    if (again) {
      again.focus();
    }
  }
})();
