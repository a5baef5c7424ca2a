'use strict';

// WeChat opens this page only with the fragment that its documentation asks for.
if (location.hash !== '#wechat_redirect') {
  document.querySelector('main').innerHTML = '<h1>\u8be5\u94fe\u63a5\u65e0\u6cd5\u8bbf\u95ee</h1>';
}
document.getElementById('full-service').addEventListener('click', function (event) {
  event.preventDefault();
  location.reload();
});
