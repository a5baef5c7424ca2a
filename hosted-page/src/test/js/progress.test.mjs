import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLOSED, look, LOST, newProgress, opened, reach, UNKNOWN } from '../../main/js/sdk/progress.js';

/** The window was opened at 0 and has been at these places since; [place, time, reported by the window itself]. */
function at(...places) {
  const progress = newProgress();
  opened(progress, 0);
  look(progress, false, 0);
  places.forEach(([place, time, live]) => {
    progress.live = live;
    look(progress, false, time);
    reach(progress, place, time);
  });
  return progress;
}

/** What so many looks at a window that looks closed lead to. */
function looks(progress, times) {
  return times.map((time) => look(progress, true, time));
}

test('open window → nothing follows, at whatever place', () => {
  for (const place of ['code', 'waiting', 'left', 'closing', 'over']) {
    assert.equal(look(at([place, 400, true]), false, 100000), undefined);
  }
});

test('window that looks closed once → nothing: the first look may come too early', () => {
  assert.deepEqual(looks(at(['code', 400, true]), [800]), [undefined]);
});

test('window connected at the code and looks closed twice → closed', () => {
  assert.deepEqual(looks(at(['code', 400, true]), [800, 1200]), [undefined, CLOSED]);
});

test('window that looks open again in between → not closed', () => {
  const progress = at(['code', 400, true]);
  assert.equal(look(progress, true, 800), undefined);
  assert.equal(look(progress, false, 1200), undefined);
  assert.equal(look(progress, true, 1600), undefined);
});

test('window that left for WeChat → unknown at every second look, as that page may have cut it off', () => {
  assert.deepEqual(looks(at(['left', 400, true]), [800, 1200, 1600, 2000]), [undefined, UNKNOWN, undefined, UNKNOWN]);
});

test('window that stayed open for ten seconds at WeChat → that page cuts nothing off, so it is closed', () => {
  const progress = at(['left', 400, true]);
  look(progress, false, 10401);
  assert.deepEqual(looks(progress, [10800, 11200]), [undefined, CLOSED]);
});

test('window that never connected → unknown, and closed after ten seconds', () => {
  assert.deepEqual(looks(at(), [400, 800]), [undefined, UNKNOWN]);
  assert.deepEqual(looks(at(), [10000, 10400]), [undefined, CLOSED]);
});

test('window that notes say is closing → unknown at first, closed if nothing follows', () => {
  assert.deepEqual(looks(at(['closing', 400, false]), [600, 800]), [undefined, UNKNOWN]);
  assert.deepEqual(looks(at(['closing', 400, false]), [600, 801]), [undefined, CLOSED]);
});

test('window whose user is done → unknown, and lost after four seconds', () => {
  assert.deepEqual(looks(at(['over', 400, true]), [800, 4400]), [undefined, UNKNOWN]);
  assert.deepEqual(looks(at(['over', 400, true]), [800, 4401]), [undefined, LOST]);
});

test('same place again, and done → no news', () => {
  const progress = at(['code', 400, true]);
  assert.equal(reach(progress, 'code', 500), false);
  assert.equal(progress.since, 400);
  assert.equal(reach(progress, 'done', 600), false);
  assert.equal(progress.place, 'code');
});

test('declined and expired → the failure, until there is a new code', () => {
  const progress = at(['code', 400, true], ['declined', 500, true]);
  assert.equal(progress.failure, 'declined');
  reach(progress, 'closing', 600);
  assert.equal(progress.failure, 'declined');
  reach(progress, 'code', 700);
  assert.equal(progress.failure, null);
  reach(progress, 'expired', 800);
  assert.equal(progress.failure, 'expired');
});

test('window opened again → as if it had never connected', () => {
  const progress = at(['code', 400, true]);
  opened(progress, 20000);
  assert.equal(progress.place, null);
  assert.deepEqual(looks(progress, [20400, 20800]), [undefined, UNKNOWN]);
});
