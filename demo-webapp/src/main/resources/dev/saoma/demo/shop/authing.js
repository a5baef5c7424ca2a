/* global Authing */
const authenticationClient = new Authing.AuthenticationClient({
  appId: "shop-authing",
  appHost: "https://login.example.cn"
});

const texts = document.documentElement.lang === "en"
  ? { ready: "Sign in first, then try the calls below.", signedIn: "Signed in.", signedOut: "Signed out." }
  : { ready: "请先登录，再试试下面的调用。", signedIn: "已登录。", signedOut: "已退出。" };
const element = (id) => document.getElementById(id);

function signedIn(user) {
  element("name").textContent = user ? user.nickname : "";
  element("status").textContent = user ? texts.signedIn : texts.signedOut;
}

function ask(id, question) {
  element(id).disabled = false;
  element(id).addEventListener("click", async () => {
    element("answer").textContent = "";
    let answer;
    try {
      answer = await question();
    } catch (error) {
      answer = { failed: error.response ? error.response.data : error };
    }
    element("answer").textContent = id + ": " + JSON.stringify(answer, null, 2);
  });
}

element("sign-in").addEventListener("click", () => authenticationClient.social.authorize("wechat:pc", {
  onSuccess: signedIn,
  onError: (code, message) => {
    element("status").textContent = message + " (" + code + ")";
  }
}));

ask("check", () => authenticationClient.checkLoginStatus());
ask("validate", () => authenticationClient.validateToken({ idToken: localStorage.getItem("_authing_token") }));
ask("user", () => authenticationClient.getCurrentUser());
ask("sign-out", async () => {
  await authenticationClient.logout();
  signedIn(null);
  return "done";
});

element("status").textContent = texts.ready;
element("sign-in").disabled = false;
