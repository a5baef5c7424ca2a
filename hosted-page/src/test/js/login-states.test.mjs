import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isIdle, nextState } from '../../main/js/pages/login-states.js';

const STATES = ['code', 'waiting', 'finishing', 'problem', 'expired', 'leaving'];
const EVENTS = ['windowOpened', 'codeWanted', 'scanned', 'declined', 'failed', 'retried', 'tooLate', 'signedIn'];

/** The state after several events, of which those without a meaning change nothing. */
function after(events, from = 'code') {
  return events.reduce((state, event) => nextState(state, event) || state, from);
}

/** The states that an event has a meaning in. */
function statesWith(event) {
  return STATES.filter((state) => nextState(state, event));
}

test('scan → one request at a time, and a failure can be retried', () => {
  assert.equal(after(['scanned']), 'finishing');
  assert.equal(nextState('finishing', 'scanned'), undefined);
  assert.equal(nextState('finishing', 'retried'), undefined);
  assert.equal(after(['scanned', 'failed']), 'problem');
  assert.equal(after(['scanned', 'failed', 'retried']), 'finishing');
});

test('frame → counts only while it is shown', () => {
  assert.deepEqual(statesWith('scanned'), ['code']);
  assert.deepEqual(statesWith('declined'), ['code']);
});

test('window → opened again from where it waits, and given up for the frame', () => {
  assert.deepEqual(statesWith('windowOpened'), ['code', 'waiting']);
  assert.equal(after(['windowOpened', 'windowOpened']), 'waiting');
  assert.equal(after(['windowOpened', 'codeWanted']), 'code');
});

test('time → ends only what waits for a scan', () => {
  assert.deepEqual(statesWith('tooLate'), ['code', 'waiting']);
});

test('signed in → from everywhere, once, and nothing follows', () => {
  assert.deepEqual(statesWith('signedIn'), STATES.slice(0, -1));
  EVENTS.forEach((event) => assert.equal(nextState('leaving', event), undefined));
});

test('sign-in in another tab → counts unless something is under way', () => {
  assert.deepEqual(STATES.filter(isIdle), ['code', 'waiting', 'problem', 'expired']);
});
