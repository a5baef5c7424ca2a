// What the types must refuse: without an error in the next line, "@ts-expect-error" is one itself.
import { AuthenticationClient, type ErrorCodes, type User } from 'saoma-js-sdk';
import 'saoma-js-sdk/wechat-login';

// @ts-expect-error: no appId
new AuthenticationClient({ appHost: 'https://login.example.cn' });
// @ts-expect-error: no such option
new AuthenticationClient({ appId: 'shop', appHost: 'https://login.example.cn', apphost: '' });
// @ts-expect-error: no such language
new AuthenticationClient({ appId: 'shop', appHost: 'https://login.example.cn', lang: 'fr' });

const client = new AuthenticationClient({ appId: 'shop', appHost: 'https://login.example.cn' });
// @ts-expect-error: no such provider
client.social.authorize('github');
// @ts-expect-error: a wrong name of an option
client.social.authorize('wechat:pc', { onSucces: (user: User) => console.log(user) });
// @ts-expect-error: no such mode
client.social.authorize('wechat:pc', { mode: 'iframe' });
// @ts-expect-error: a size is two numbers
client.social.authorize('wechat:pc', { position: { w: '585' } });
client.social.authorize('wechat:pc', {
  onError: (code) => {
    // @ts-expect-error: no error has this number
    console.log(code === 2021);
  }
});
// @ts-expect-error: with onError there may be nobody
client.social.authorize('wechat:pc', { onError: () => {} }).then((user) => user.id);
// @ts-expect-error: one of the two tokens
client.validateToken({});
// @ts-expect-error: there may be nobody
client.getCurrentUser().then((user) => user.token);
// @ts-expect-error: an error that is none
const reason: keyof ErrorCodes = 'popup_closed';
// @ts-expect-error: the event has another detail
document.createElement('wechat-login').addEventListener('login', (event) => event.detail.nickname);
// @ts-expect-error: who signed in is not to be written
document.createElement('wechat-login').user = null;
console.log(reason);
