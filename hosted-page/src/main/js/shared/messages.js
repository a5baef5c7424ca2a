// Messages between windows, frames and tabs of one sign-in.

/** Whether it is a message of that type for the sign-in with that state. Anything else is none of our business. */
export function isMessage(data, type, state) {
  return !!data && data.type === type && data.state === state;
}

/**
 * The channel on which the tabs of one origin find each other, where the browser has one.
 */
export function channelOf(state) {
  return window.BroadcastChannel && new BroadcastChannel('saoma:' + state);
}
