import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { fail, newSignIn, on, reached, receive } from '../../main/js/sdk/sign-in.js';

const HOST = 'https://login.example.cn';

function client(exchange) {
  return {
    appHost: HOST,
    options: { redirectUri: 'https://shop.example.cn/' },
    error: (reason) => Object.assign(new Error(reason), { reason }),
    exchange
  };
}

function response(signIn, rest) {
  return { type: 'saoma:response', state: signIn.state, iss: HOST, ...rest };
}

test('response of the hosted page → acknowledged, exchanged once, the user', async () => {
  const exchanged = [];
  const acknowledged = [];
  const places = [];
  const signIn = newSignIn(
    client(async (of, { code }) => {
      exchanged.push(code);
      return { id: 'u1' };
    }),
    { onState: (place) => places.push(place) }
  );

  receive(signIn, response(signIn, { code: 'c1' }), (ack) => acknowledged.push(ack));
  receive(signIn, response(signIn, { code: 'c2' }), (ack) => acknowledged.push(ack));

  assert.deepEqual(await signIn.promise, { id: 'u1' });
  assert.deepEqual(exchanged, ['c1']);
  assert.deepEqual(acknowledged, [{ type: 'saoma:ack', state: signIn.state }]);
  assert.deepEqual(places, ['finishing']);
  assert.equal(signIn.over, true);
});

test('response with an error → that error, and no "finishing"', async () => {
  const places = [];
  const signIn = newSignIn(
    client(async (of, { error }) => {
      throw new Error(error);
    }),
    { onState: (place) => places.push(place) }
  );

  receive(signIn, response(signIn, { error: 'access_denied' }), () => {});

  await assert.rejects(signIn.promise, { message: 'access_denied' });
  assert.deepEqual(places, []);
});

test('message of another sign-in, issuer or shape → nothing happens', () => {
  const signIn = newSignIn(client(assert.fail), {});
  const foreign = [
    null,
    undefined,
    'saoma:response',
    response(signIn, { code: 'c', state: 'other' }),
    response(signIn, { code: 'c', iss: 'https://evil.example' }),
    response(signIn, { code: 'c', error: 'e' }),
    response(signIn, {}),
    response(signIn, { code: { toString: () => 'c' } }),
    response(signIn, { code: 'c'.repeat(1025) }),
    { type: 'saoma:at', state: 'other', at: 'code' },
    { type: 'saoma:at', state: signIn.state, at: ['code'] }
  ];

  foreign.forEach((data) => receive(signIn, data, assert.fail));

  assert.equal(signIn.answered, undefined);
  assert.equal(signIn.place, undefined);
  assert.equal(signIn.over, undefined);
});

test('end → all is undone, once, and what comes later changes nothing', async () => {
  const target = new EventTarget();
  const signIn = newSignIn(client(assert.fail), {});
  let events = 0;
  let undone = 0;
  on(signIn, target, 'message', () => events++);
  signIn.undo.push(() => undone++);

  target.dispatchEvent(new Event('message'));
  fail(signIn, 'cancelled');
  fail(signIn, 'timeout');
  target.dispatchEvent(new Event('message'));

  await assert.rejects(signIn.promise, { reason: 'cancelled' });
  assert.equal(events, 1);
  assert.equal(undone, 1);
});

test('abort while a code is being exchanged → aborted at once, and the user is dropped', async () => {
  let exchanged;
  const signIn = newSignIn(client(() => new Promise((resolve) => (exchanged = resolve))), {});

  receive(signIn, response(signIn, { code: 'c1' }), () => {});
  fail(signIn, 'aborted');
  exchanged({ id: 'u1' });

  await assert.rejects(signIn.promise, { reason: 'aborted' });
});

test('places that are not for the site → not reported', () => {
  const places = [];
  const signIn = newSignIn(client(assert.fail), { onState: (place) => places.push(place) });

  ['code', 'closing', 'code', 'over', 'again', 'left', 'done'].forEach((place) => reached(signIn, place));

  assert.deepEqual(places, ['code', 'code', 'left']);
});

test('frame that loads its page again → not judged by what is left of the time of the page before', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const signIn = newSignIn(client(), {});
    const refused = [];
    signIn.frame = { src: 'https://login.example.cn/embed' };
    signIn.live = true;
    signIn.timer = setTimeout(() => signIn.live || refused.push('frame_blocked'), 1500);

    reached(signIn, 'again');
    mock.timers.tick(2000);

    assert.deepEqual([signIn.live, refused], [false, []]);
  } finally {
    mock.timers.reset();
  }
});
