// Tenths of a second after which a window is checked again. A navigation that was under way at the first try has ended by the last.
const AGAIN = [1, 3, 10, 30, 60];

/**
 * Closes a window that this page has opened. A browser loses a close() that meets a navigation of the window, and then calls the window
 * closed for a moment, so this checks a few times more, unless the window is in use again by then.
 */
export function closeWindow(opened, isWanted) {
  const close = () => opened.closed || (isWanted && isWanted()) || opened.close();
  close();
  AGAIN.forEach((tenths) => setTimeout(close, tenths * 100));
}
