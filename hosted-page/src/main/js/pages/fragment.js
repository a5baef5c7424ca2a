// What stands behind # in the address followed the browser from the application through the redirects to the login page. No
// server ever sees it: it stays in the address, or in this tab's own storage while WeChat's page is shown.

function stored(key) {
  try {
    return window.sessionStorage.getItem(key) || '';
  } catch (storageIsOff) {
    return '';
  }
}

/** Keeps the fragment of the sign-in; "here" if the tab itself leaves. False if there is none, or the browser keeps nothing. */
export function keepFragment(state, here) {
  const hash = window.location.hash;
  try {
    window.sessionStorage.removeItem('saoma:here:' + state);
    if (hash) {
      window.sessionStorage.setItem('saoma:fragment:' + state, hash);
      if (here) {
        window.sessionStorage.setItem('saoma:here:' + state, 'yes');
      }
    }
    return hash !== '';
  } catch (storageIsOff) {
    return false;
  }
}

/** Whether it is this tab that left and came back. */
export function leftHere(state) {
  return stored('saoma:here:' + state) !== '';
}

/** The fragment that was kept, or nothing. */
export function keptFragment(state) {
  return stored('saoma:fragment:' + state);
}

/** The address with that fragment. A response in the fragment is more than what stood there before. */
export function withFragment(location, fragment) {
  return location.includes('#') ? location : location + fragment;
}
