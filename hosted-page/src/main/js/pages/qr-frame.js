import { byId } from '../shared/dom.js';

/** The frame with WeChat's QR code. "loaded" is called when WeChat's page is there. */
export function newQrFrame(page, loaded) {
  let frame = null;
  let host = null;

  function show() {
    byId('loading').hidden = false;
    frame = document.createElement('iframe');
    frame.id = 'wechat-frame';
    frame.title = page.frameTitle;
    frame.width = '300';
    frame.height = '400';
    frame.style.border = '0';
    frame.allow = 'local-network-access; loopback-network'; // quick sign-in asks WeChat on this computer; newer browsers call it so
    frame.addEventListener('load', () => {
      byId('loading').hidden = true;
      loaded();
    });
    frame.src = page.frameUrl;
    host = document.createElement('div');
    host.id = 'wechat';
    shelter().appendChild(frame);
    byId('code').appendChild(host);
  }

  // Any site that opens this page in a window can count the frames in it (window.length), and would learn from that whether the
  // visitor is known here: the page that offers to continue has none. Frames in a shadow tree are not counted.
  function shelter() {
    return host.attachShadow ? host.attachShadow({ mode: 'open' }) : host;
  }

  /** Removes the frame. True if it had the focus. */
  function remove() {
    const hadFocus = frame !== null && [frame, host].includes(document.activeElement);
    if (frame) {
      host.remove();
      frame = null;
    }
    return hadFocus;
  }

  function hasSent(event) {
    return frame !== null && event.source === frame.contentWindow;
  }

  return { show, remove, hasSent };
}
