// The same by require(), and the classic script as a browser without modules runs it.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const vm = require('node:vm');

const saoma = require('saoma-js-sdk');
assert.deepEqual(Object.keys(saoma).sort(), ['AuthenticationClient', 'SaomaError']);
assert.throws(() => new saoma.AuthenticationClient({ appId: 'shop', appHost: 'http://login.example.cn' }), { code: 9013 });
assert.deepEqual(require('saoma-js-sdk/wechat-login'), { WeChatLogin: undefined });

const page = vm.createContext({ URL });
vm.runInContext(fs.readFileSync(require.resolve('saoma-js-sdk/saoma.global.js'), 'utf8'), page);
assert.deepEqual(Object.keys(page).sort(), ['Saoma', 'URL']);
assert.equal(
  vm.runInContext("new Saoma.AuthenticationClient({ appId: 'shop', appHost: 'https://login.example.cn' }).appHost", page),
  'https://login.example.cn'
);
new saoma.AuthenticationClient({ appId: 'shop', appHost: 'https://login.example.cn' }).getCurrentUser().then((user) => {
  assert.equal(user, null);
  console.log('require works');
});
