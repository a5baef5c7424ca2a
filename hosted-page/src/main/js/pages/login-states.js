/**
 * The states of the login page, each with the events that lead to another state:
 *
 *   code       WeChat's QR code is in a frame of this page
 *   waiting    it is in a window of its own
 *   finishing  our own server redeems WeChat's code
 *   problem    that failed, or the user has declined
 *   expired    the QR code is too old
 *   leaving    the browser is on its way to the application, which nothing stops
 */
const STATES = {
  code: { windowOpened: 'waiting', scanned: 'finishing', declined: 'problem', tooLate: 'expired', signedIn: 'leaving' },
  waiting: { windowOpened: 'waiting', codeWanted: 'code', tooLate: 'expired', signedIn: 'leaving' },
  finishing: { failed: 'problem', signedIn: 'leaving' },
  problem: { retried: 'finishing', signedIn: 'leaving' },
  expired: { signedIn: 'leaving' },
  leaving: {}
};

/** The state after an event; undefined if the event has no meaning in this state. */
export function nextState(state, event) {
  return STATES[state][event];
}

/** Whether nothing is under way, so that a sign-in in another tab may finish this one. */
export function isIdle(state) {
  return state !== 'finishing' && state !== 'leaving';
}
