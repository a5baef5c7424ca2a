import { NO_FRAMES, NO_WINDOWS } from './browser.js';
import { showFrame } from './frame.js';
import { openPopup } from './popup.js';
import { leave, mayLeave } from './redirect.js';
import { isText } from './responses.js';
import { fail, newSignIn, on } from './sign-in.js';

const LONGEST_SIGN_IN = 600000;

/** Begins a sign-in in the mode that its options and the browser require. */
export function begin(client, options) {
  const signIn = newSignIn(client, options);
  start(signIn, options);
  return signIn;
}

// Nothing asynchronous before window.open: browsers open windows for clicks only.
function start(signIn, options) {
  const { mode } = signIn;
  const { signal, container } = options;
  const { userAgent, standalone } = navigator;
  if (signal) {
    if (signal.aborted) {
      return fail(signIn, 'aborted');
    }
    on(signIn, signal, 'abort', () => fail(signIn, 'aborted'));
  }
  if (!/^(auto|popup|redirect|inline|silent)$/.test(mode)) {
    return fail(signIn, 'unsupported', 'mode ' + mode);
  }
  // No response that is sent to an origin could reach a page that has none.
  if (origin === 'null') {
    return fail(signIn, 'unsupported', 'origin null');
  }
  if (!crypto.subtle) {
    return fail(signIn, 'insecure');
  }
  const timer = setTimeout(
    () => fail(signIn, (signIn.frame && signIn.failure) || 'timeout'),
    options.timeout || LONGEST_SIGN_IN
  );
  signIn.undo.push(() => clearTimeout(timer));
  if (mode === 'silent') {
    return showFrame(signIn, document.documentElement, '/sdk/v1/silent', 'none');
  }
  if (mode === 'inline') {
    const box = isText(container) ? document.querySelector(container) : container;
    if (!box || !box.append) {
      return fail(signIn, 'misconfigured', 'container');
    }
    return NO_FRAMES.test(userAgent) ? fail(signIn, 'frame_blocked') : showFrame(signIn, box, '/embed');
  }
  if (mode === 'redirect' || (mode === 'auto' && (NO_WINDOWS.test(userAgent) || standalone))) {
    return leave(signIn);
  }
  if (!openPopup(signIn)) {
    if (mayLeave(signIn)) {
      leave(signIn);
    } else {
      fail(signIn, 'popup_blocked');
    }
  }
}
