// Messages between windows, frames and tabs of one sign-in.

/** Whether it is a message of that type for the sign-in with that state; all others are ignored. */
export function isMessage(data, type, state) {
  return !!data && data.type === type && data.state === state;
}

/**
 * Creates a channel between the tabs of this origin, if the browser supports it.
 */
export function channelOf(state) {
  return window.BroadcastChannel && new BroadcastChannel('saoma:' + state);
}
