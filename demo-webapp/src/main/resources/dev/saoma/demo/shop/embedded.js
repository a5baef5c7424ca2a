const login = document.querySelector("wechat-login");
const events = [];
const element = (id) => document.getElementById(id);

["load", "load-error", "login", "login-error", "close"].forEach((type) => login.addEventListener(type, (event) => {
  events.push(type + (event.detail && event.detail.reason ? ":" + event.detail.reason : ""));
  element("events").textContent = events.join(" ");
}));

login.addEventListener("login", (event) => {
  const nickname = event.detail.user.nickname;
  element("who").textContent = nickname;
  element("avatar").textContent = [...(nickname || "·")][0];
  element("avatar").hidden = false;
  element("welcome").hidden = false;
});

element("sign-out").addEventListener("click", async () => {
  await login.client.logout();
  location.reload();
});
