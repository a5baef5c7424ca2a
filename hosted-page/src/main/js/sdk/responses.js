import { isMessage } from '../shared/messages.js';

export function isText(value) {
  return typeof value === 'string' && value !== '' && value.length <= 1024;
}

/** The response of the page at "host" for the sign-in "state", however it arrived; falsy if it is anything else. */
export function responseIn(data, state, host) {
  return isMessage(data, 'saoma:response', state) && data.iss === host && isText(data.code) !== isText(data.error) && data;
}
