// The types of what require() gives.
import saoma = require('saoma-js-sdk');
import component = require('saoma-js-sdk/wechat-login');

const client: saoma.AuthenticationClient = new saoma.AuthenticationClient({ appId: 'shop', appHost: 'https://login.example.cn' });
const login: component.WeChatLoginElement = document.createElement('wechat-login');
const theSame: saoma.AuthenticationClient | null = login.client;
console.log(client, theSame);
