// Where there is no browser: importing is safe, and what needs a browser says so.
import assert from 'node:assert/strict';
import { AuthenticationClient, SaomaError } from 'saoma-js-sdk';
import { WeChatLogin } from 'saoma-js-sdk/wechat-login';

assert.equal(typeof window, 'undefined');
const client = new AuthenticationClient({ appId: 'shop', appHost: 'https://login.example.cn', lang: 'en-US' });
assert.equal(await client.getCurrentUser(), null);
assert.equal(await client.social.handleRedirectCallback(), null);
assert.equal((await client.checkLoginStatus()).code, 2020);
assert.match(client.buildAuthorizeUrl({ redirectUri: 'https://shop.example.cn/' }), /^https:\/\/login\.example\.cn\/authorize\?/);
const error = await client.social.authorize('wechat:pc').then(() => null, (refused) => refused);
assert.ok(error instanceof SaomaError);
assert.equal(error.code, 9014);
assert.equal(error.reason, 'no_browser');
assert.equal(WeChatLogin, undefined);
await assert.rejects(import('saoma-js-sdk/wechat-login.js'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
console.log('import works');
