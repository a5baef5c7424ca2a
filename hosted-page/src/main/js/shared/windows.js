// Milliseconds between the first two checks of a window, and for how long it is checked. On a busy machine a navigation that was
// under way at the first try can take this long.
const SOON = 100;
const LONG = 60000;

/**
 * Closes a window that this page has opened. A browser loses a close() that meets a navigation of the window, and then calls the window
 * closed for a moment, so this checks again and again, ever more rarely, unless the window is in use again by then.
 */
export function closeWindow(opened, isWanted) {
  const close = () => opened.closed || (isWanted && isWanted()) || opened.close();
  close();
  for (let millis = SOON; millis < LONG; millis *= 2) {
    setTimeout(close, millis);
  }
}
