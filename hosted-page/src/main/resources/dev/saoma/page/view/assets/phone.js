'use strict';

/* Copies the application's address, to be opened elsewhere. Without scripts, or where copying is forbidden, it can be selected. */
document.documentElement.classList.add('js');

document.addEventListener('DOMContentLoaded', function () {
  const copy = document.getElementById('copy');
  const address = document.getElementById('address');
  const status = document.getElementById('copy-status');
  if (!copy) {
    return;
  }

  function say(text) {
    status.textContent = '';
    setTimeout(function () {
      status.textContent = text; // Said again when tapped again.
    }, 50);
  }

  // Browsers without a clipboard for scripts, such as older ones of WeChat, know this command.
  function copySelection() {
    address.select();
    return document.execCommand('copy');
  }

  copy.addEventListener('click', function () {
    const copied = navigator.clipboard
      ? navigator.clipboard.writeText(address.value).catch(function () {
          return copySelection() ? null : Promise.reject();
        })
      : copySelection()
        ? Promise.resolve()
        : Promise.reject();
    copied.then(
      function () {
        say(copy.dataset.textCopied);
      },
      function () {
        address.select();
        say(copy.dataset.textFailed);
      }
    );
  });
});
