import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { withFragment } from '../../main/js/pages/fragment.js';
import { latestNotice } from '../../main/js/pages/notice.js';
import { isWeb } from '../../main/js/shared/dom.js';
import { fetchJson } from '../../main/js/shared/http.js';
import { isMessage } from '../../main/js/shared/messages.js';
import { closeWindow } from '../../main/js/shared/windows.js';

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

test('message → counts with the right type and state only', () => {
  const message = { type: 'saoma:ack', state: 's' };

  assert.equal(isMessage(message, 'saoma:ack', 's'), true);
  for (const other of [null, undefined, '', 'saoma:ack', 1, [], { type: 'saoma:ack' }, { state: 's' }]) {
    assert.equal(isMessage(other, 'saoma:ack', 's'), false);
  }
  assert.equal(isMessage(message, 'saoma:done', 's'), false);
  assert.equal(isMessage(message, 'saoma:ack', 'S'), false);
});

test('address → of the web, or not', () => {
  assert.deepEqual(['https://a.example/', 'http://localhost:8080/x'].map(isWeb), [true, true]);
  assert.deepEqual(
    ['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example/', '//a.example', '/x', ''].map(isWeb),
    [false, false, false, false, false, false]
  );
});

test('fragment → appended, unless the response is in one', () => {
  assert.equal(withFragment('https://a.example/', '#/orders'), 'https://a.example/#/orders');
  assert.equal(withFragment('https://a.example/', ''), 'https://a.example/');
  assert.equal(withFragment('https://a.example/#code=c', '#/orders'), 'https://a.example/#code=c');
});

test('notices of several hosts → the latest time', () => {
  assert.equal(latestNotice('a=1; n=100; nn=900; n=300; n=200', 'n'), '300');
  assert.equal(latestNotice('a=1; n=x; n=', 'n'), '');
  assert.equal(latestNotice('', 'n'), '');
});

test('JSON → read, asked of no cache, and no redirect is followed', async () => {
  const fetched = mock.method(globalThis, 'fetch', async () => new Response('{"a":1}'));

  assert.deepEqual(await fetchJson('https://a.example/', 60000, { method: 'POST' }), { a: 1 });
  const [url, init] = fetched.mock.calls[0].arguments;
  assert.equal(url, 'https://a.example/');
  assert.deepEqual([init.method, init.cache, init.redirect], ['POST', 'no-store', 'error']);
});

test('no JSON → rejected', async () => {
  mock.method(globalThis, 'fetch', async () => new Response('<html>'));

  await assert.rejects(fetchJson('https://a.example/', 60000), SyntaxError);
});

test('no response in time → rejected', async () => {
  mock.method(globalThis, 'fetch', (url, { signal }) => new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  }));

  await assert.rejects(fetchJson('https://a.example/', 1), { name: 'AbortError' });
});

/** A window whose close() is lost so many times; right after it the window looks closed. */
function windowLosing(times) {
  return {
    closed: false,
    closes: 0,
    close() {
      this.closes += 1;
      this.closed = true;
      if (this.closes <= times) {
        setTimeout(() => (this.closed = false), 1);
      }
    }
  };
}

function passTime() {
  for (let millis = 0; millis < 60000; millis += 50) {
    mock.timers.tick(50);
  }
}

test('window that loses a close → closed again', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const opened = windowLosing(2);

  closeWindow(opened);
  passTime();

  assert.deepEqual([opened.closed, opened.closes], [true, 3]);
});

test('window that loses each close for half a minute → closed again', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let navigating = true;
  const opened = { closed: false, close: () => (opened.closed = !navigating) };
  setTimeout(() => (navigating = false), 30000);

  closeWindow(opened);
  passTime();

  assert.equal(opened.closed, true);
});

test('window that is closed → left alone', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const opened = windowLosing(0);

  closeWindow(opened);
  passTime();

  assert.equal(opened.closes, 1);
});

test('window wanted again → stays open', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const opened = windowLosing(1);
  let wanted = false;

  closeWindow(opened, () => wanted);
  wanted = true;
  passTime();

  assert.deepEqual([opened.closed, opened.closes], [false, 1]);
});
