'use strict';

/* The invitation is behind the #, which browsers never send: it is moved into the form, and out of the address. */
document.addEventListener('DOMContentLoaded', function () {
  const invitation = location.hash.slice(1);
  if (invitation) {
    history.replaceState(null, '', location.pathname);
    document.getElementById('invitation').value = invitation;
    document.getElementById('invite').submit();
  }
});
