/* Copies the application's address, to be opened elsewhere. Without scripts, or where copying is forbidden, it can be selected. */
import { byId, whenReady } from '../shared/dom.js';

whenReady(() => {
  const copy = byId('copy');
  const address = byId('address');
  const status = byId('copy-status');
  if (!copy) {
    return;
  }

  function say(text) {
    status.textContent = '';
    setTimeout(() => {
      status.textContent = text; // Said again when tapped again.
    }, 50);
  }

  // Browsers without a clipboard for scripts, such as older ones of WeChat, know this command.
  function copySelection() {
    address.select();
    return document.execCommand('copy');
  }

  copy.addEventListener('click', () => {
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(address.value).catch(() => {
          return copySelection() ? null : Promise.reject();
        })
      : copySelection()
        ? Promise.resolve()
        : Promise.reject();
    copied.then(
      () => {
        say(copy.dataset.textCopied);
      },
      () => {
        address.select();
        say(copy.dataset.textFailed);
      }
    );
  });
});
