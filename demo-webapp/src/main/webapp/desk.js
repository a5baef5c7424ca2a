// In a frame of the desktop the pages have no head of their own.
if (window.top !== window.self) {
  document.documentElement.className = "framed";
}
