import { AuthenticationClient } from "https://login.example.cn/sdk/v1/saoma.js";

const authenticationClient = new AuthenticationClient({
  appId: "shop",
  appHost: "https://login.example.cn"
});

const element = (id) => document.getElementById(id);

const callbacks = {
  onSuccess: show,
  onError: (code, message) => {
    element("status").textContent = message + " (" + code + ")";
  }
};

async function show(user) {
  element("name").textContent = user.nickname;
  element("sign-in").hidden = true;
  element("sign-out").hidden = false;
  element("status").textContent = "Asking the order desk…";
  const answer = await fetch("https://crm.example.cn/api/orders", {
    headers: { Authorization: "Bearer " + user.token }
  });
  const orders = await answer.json();
  element("orders").replaceChildren(...orders.map((order) => {
    const item = document.createElement("li");
    item.textContent = order.number + ": " + order.goods;
    return item;
  }));
  element("status").textContent = "The order desk knows you as " + answer.headers.get("X-User") + ".";
}

element("sign-in").addEventListener("click", () => authenticationClient.social.authorize("wechat:pc", callbacks));
element("sign-out").addEventListener("click", async () => {
  await authenticationClient.logout();
  location.reload();
});
element("sign-in").disabled = false;

// Where no window can be opened, the sign-in goes by redirect and comes back to this page.
authenticationClient.social.handleRedirectCallback(callbacks);
