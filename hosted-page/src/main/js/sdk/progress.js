/** Milliseconds between two checks of the window. */
export const TICK = 400;
/** How long the last page of the window may need to reach us. */
export const PATIENCE = 4000;
// A window that reached WeChat's page and was still there after so long is not cut off from us by that page.
const SETTLED = 10000;

// Results of a check of the window.
export const CLOSED = 1; // The user has closed it.
export const LOST = 2; // The user is done, and the window cannot reach this page.
export const UNKNOWN = 3; // The hosted page has to be asked, which records the place of its window.

/**
 * How far the window or frame of a sign-in is. Its places, as the hosted page names them:
 *
 *   (none) → code ⇄ waiting, declined, expired, problem → finishing → over
 *            any of them → left (for WeChat's page) or closing, and back to code
 *
 * Places come by message from the window ("live"), or, where it was cut off from this page, from the hosted page's note.
 */
export function newProgress() {
  return { ticks: 0 }; // The window may look closed from the first check on.
}

/** The window was opened, or opened again. */
export function opened(progress, now) {
  progress.place = progress.live = null;
  progress.openAt = now;
}

/** Records the place of the window. False if it was known. */
export function reach(progress, place, now) {
  if (place === progress.place || place === 'done') {
    return false;
  }
  progress.place = place;
  progress.since = now;
  if (place === 'declined' || place === 'expired') {
    progress.failure = place;
  } else if (place === 'code') {
    progress.failure = null;
  }
  return true;
}

/**
 * Judges a check of the window: CLOSED, LOST, UNKNOWN, or undefined. That it looks closed proves something only while no
 * page of another site can have cut it off.
 */
export function look(progress, closed, now) {
  const { place, since, openAt, live } = progress;
  const waited = now - (place ? since : openAt);
  if (!closed) {
    progress.openAt = now;
    progress.ticks = 0;
  } else if (++progress.ticks > 1) {
    if (live && place !== 'over' && (place !== 'left' || openAt - since > SETTLED)) {
      return CLOSED;
    }
    if (progress.ticks % 2 === 0) {
      if (place === 'over' && waited > PATIENCE) {
        return LOST;
      }
      return (place === 'closing' ? waited > TICK : !place && waited > SETTLED) ? CLOSED : UNKNOWN;
    }
  }
}
