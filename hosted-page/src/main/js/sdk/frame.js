import { fail, listenTo, often, on, withAddress } from './sign-in.js';

// A frame that sends nothing within this time was refused, by this site's policy, by the hosted page's or by the network.
const FRAME_PATIENCE = 10000;
// The same once a page has loaded in it.
const LAST_WORD = 1500;

/** Shows the hosted page in a frame: visible with the QR code, or hidden, for its response only. */
export function showFrame(signIn, box, path, prompt) {
  const refuse = () => signIn.live || signIn.answered || fail(signIn, 'frame_blocked');
  const frame = Object.assign(document.createElement('iframe'), {
    title: signIn.options.title || 'WeChat',
    width: 320,
    height: 560,
    frameBorder: 0,
    hidden: prompt,
    allow: 'local-network-access',
    referrerPolicy: 'origin'
  });
  signIn.timer = setTimeout(refuse, FRAME_PATIENCE);
  signIn.frame = frame;
  signIn.undo.push(() => {
    clearTimeout(signIn.timer);
    frame.remove();
  });
  on(signIn, frame, 'load', () => {
    clearTimeout(signIn.timer);
    signIn.timer = setTimeout(refuse, LAST_WORD);
  });
  listenTo(signIn, () => frame.contentWindow);
  withAddress(signIn, 'web_message', prompt, (url) => {
    frame.src = signIn.client.appHost + path + url.slice(url.indexOf('?'));
    box.append(frame);
    often(signIn, () => frame.isConnected || fail(signIn, 'cancelled'));
  });
}
