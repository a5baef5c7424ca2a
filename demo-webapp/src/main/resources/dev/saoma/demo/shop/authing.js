/* global Authing */
const authenticationClient = new Authing.AuthenticationClient({
  appId: "shop-authing",
  appHost: "https://login.example.cn"
});

const element = (id) => document.getElementById(id);

function signedIn(user) {
  element("name").textContent = user ? user.nickname : "";
  element("status").textContent = user ? "Signed in." : "Signed out.";
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

element("status").textContent = "Sign in, then ask.";
element("sign-in").disabled = false;
