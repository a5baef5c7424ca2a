// The types of the classic script, in a program without modules.
/// <reference types="saoma-js-sdk" />
const client = new Saoma.AuthenticationClient({ appId: 'shop', appHost: 'https://login.example.cn' });
client.social.authorize('wechat:pc').catch((error: Saoma.SaomaError) => console.log(error.reason));
