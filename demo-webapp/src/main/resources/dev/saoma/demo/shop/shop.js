import { AuthenticationClient } from "https://login.example.cn/sdk/v1/saoma.js";

const english = document.documentElement.lang === "en";
const texts = english
  ? { asking: "Asking the order desk…", known: (id) => "The order desk knows you as " + id + ".", order: "Order " }
  : { asking: "正在向订单台查询……", known: (id) => "订单台认得您：" + id + "。", order: "订单 " };

const authenticationClient = new AuthenticationClient({
  appId: "shop",
  appHost: "https://login.example.cn",
  lang: english ? "en-US" : "zh-CN"
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
  showAvatar(user);
  element("sign-in").hidden = true;
  element("sign-out").hidden = false;
  element("status").textContent = texts.asking;
  const answer = await fetch("https://crm.example.cn/api/orders", {
    headers: { Authorization: "Bearer " + user.token, "Accept-Language": document.documentElement.lang }
  });
  const orders = await answer.json();
  element("orders").replaceChildren(...orders.map((order) => {
    const item = document.createElement("li");
    const number = document.createElement("span");
    number.textContent = texts.order + order.number;
    item.append(number, " ", order.goods);
    return item;
  }));
  element("status").textContent = texts.known(answer.headers.get("X-User"));
}

// The picture at WeChat, where this page's policy lets it be shown; else the first letter of the name.
function showAvatar(user) {
  const place = element("avatar");
  place.hidden = false;
  if (user.photo && user.photo.startsWith("https://thirdwx.qlogo.cn/")) {
    const picture = document.createElement("img");
    picture.alt = "";
    picture.src = user.photo;
    place.replaceChildren(picture);
  } else {
    place.textContent = [...(user.nickname || "·")][0];
  }
}

const signIn = () => authenticationClient.social.authorize("wechat:pc", callbacks);

element("sign-in").addEventListener("click", signIn);
document.addEventListener("check-out", (event) => {
  if (element("sign-in").hidden) {
    event.detail.done();
  } else {
    signIn();
  }
});
element("sign-out").addEventListener("click", async () => {
  await authenticationClient.logout();
  location.reload();
});
element("sign-in").disabled = false;

// Where no window can be opened, the sign-in goes by redirect and comes back to this page.
authenticationClient.social.handleRedirectCallback(callbacks);
