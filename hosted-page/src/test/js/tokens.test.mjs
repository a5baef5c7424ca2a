import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64url, query, random, sha256 } from '../../main/js/sdk/encoding.js';
import { reasonOf, SaomaError } from '../../main/js/sdk/errors.js';
import { claimsOf, isSigned, userOf } from '../../main/js/sdk/tokens.js';

const bytes = (text) => new TextEncoder().encode(text);
const part = (value) => base64url(bytes(JSON.stringify(value)));

async function signed(algorithm, alg, claims) {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const start = part({ alg, kid: 'k1' }) + '.' + part(claims);
  const signature = await crypto.subtle.sign({ name: algorithm.name, hash: 'SHA-256' }, keys.privateKey, bytes(start));
  const key = { ...(await crypto.subtle.exportKey('jwk', keys.publicKey)), kid: 'k1', alg };
  return { token: start + '.' + base64url(new Uint8Array(signature)), key };
}

const RSA = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
const EC = { name: 'ECDSA', namedCurve: 'P-256' };

test('code verifier of RFC 7636, appendix B → its challenge', async () => {
  assert.equal(await sha256('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'), 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('random → 43 characters for URLs, never twice', () => {
  assert.match(random(), /^[A-Za-z0-9_-]{43}$/);
  assert.notEqual(random(), random());
});

test('parameters without a value → left out', () => {
  assert.equal(String(query({ a: '1 2', b: '', c: undefined, d: false, e: '&' })), 'a=1+2&e=%26');
});

for (const [algorithm, alg] of [[RSA, 'RS256'], [EC, 'ES256']]) {
  test(alg + ': signed by the key → true; changed, by another key or kid → not', async () => {
    const { token, key } = await signed(algorithm, alg, { sub: 'u1' });
    const other = await signed(algorithm, alg, { sub: 'u1' });
    const [header, , signature] = token.split('.');
    const good = (text, keys) => isSigned(text, keys).catch(() => false);

    assert.equal(await good(token, [key]), true);
    assert.equal(await good(token, [other.key]), false);
    assert.equal(await good(token, []), false);
    assert.equal(await good(token, [{ ...key, kid: 'k2' }]), false);
    assert.equal(await good([header, part({ sub: 'u2' }), signature].join('.'), [key]), false);
    assert.equal(await good(token + '.x', [key]), false);
    assert.equal(await good([part({ alg: 'none', kid: 'k1' }), part({ sub: 'u1' }), ''].join('.'), [key]), false);
  });
}

test('what is no token → no claims', () => {
  for (const text of ['', 'x', 'a.b', 'a.' + base64url(bytes('null')), 'a.' + base64url(bytes('{')), undefined]) {
    assert.deepEqual(Object.keys(claimsOf(text)), []);
  }
});

test('claims → the user, with names beyond ASCII and times as text', () => {
  const token = 'h.' + part({ sub: 'u1', name: '竹器店', auth_time: 1700000000, exp: 1700003600, roles: ['clerk'] }) + '.s';
  const user = userOf(token);

  assert.equal(user.id, 'u1');
  assert.equal(user.nickname, '竹器店');
  assert.deepEqual(user.roles, ['clerk']);
  assert.equal(user.lastLogin, '2023-11-14T22:13:20.000Z');
  assert.equal(user.tokenExpiredAt, '2023-11-14T23:13:20.000Z');
  assert.equal(user.token, token);
});

test('reason → number and message in both languages, with its detail', () => {
  const chinese = new SaomaError('declined', 'zh-CN');
  const english = new SaomaError('misconfigured', 'en-US', 'appId');

  assert.deepEqual([chinese.code, chinese.reason, chinese.message], [9003, 'declined', '用户取消了登录']);
  assert.deepEqual([english.code, english.message], [9013, 'Invalid option: appId']);
  assert.ok(chinese instanceof Error);
  assert.deepEqual([new SaomaError('token_invalid', 'en').code, new SaomaError('storage_denied', 'en').code], [400, 9017]);
});

test("OAuth's error → our reason; an unknown one is refused", () => {
  assert.equal(reasonOf('access_denied'), 'declined');
  assert.equal(reasonOf('invalid_scope'), 'refused');
  assert.equal(reasonOf(undefined), 'refused');
});
