const login = document.querySelector("wechat-login");
const events = [];

["load", "load-error", "login", "login-error", "close"].forEach((type) => login.addEventListener(type, (event) => {
  events.push(type + (event.detail && event.detail.reason ? ":" + event.detail.reason : ""));
  document.getElementById("events").textContent = events.join(" ");
}));

login.addEventListener("login", (event) => {
  document.getElementById("who").textContent = event.detail.user.nickname;
});
