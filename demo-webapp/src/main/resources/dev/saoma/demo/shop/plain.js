// The authorization code flow with PKCE, step by step. docs/site/sdk.md explains it under "Without the SDK".
const page = "https://login.example.cn";
const clientId = "shop-plain";
const redirectUri = location.origin + "/plain.html";
const texts = document.documentElement.lang === "en"
  ? {
      foreign: "This sign-in was not started here.",
      ended: "The sign-in ended: ",
      refused: "The code was refused: ",
      other: "The ID token is not for this sign-in.",
      known: (id) => "The login page knows you as " + id + "."
    }
  : {
      foreign: "这次登录不是在这里开始的。",
      ended: "登录没有完成：",
      refused: "授权码被拒绝：",
      other: "ID token 不属于这次登录。",
      known: (id) => "登录页认得您：" + id + "。"
    };

const element = (id) => document.getElementById(id);
const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));
const sha256 = async (text) => new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

// 1. New random values for every sign-in. Only this tab can finish what it began: sessionStorage is the tab's own.
async function begin() {
  const [state, nonce, verifier] = [random(), random(), random()];
  sessionStorage.setItem(state, JSON.stringify({ nonce, verifier }));
  location.assign(page + "/authorize?" + new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid profile",
    state,
    nonce,
    code_challenge: base64url(await sha256(verifier)),
    code_challenge_method: "S256"
  }));
}

// 2. The response counts if this tab began it, and if it is from our page.
async function finish(response) {
  const begun = JSON.parse(sessionStorage.getItem(response.get("state")));
  sessionStorage.removeItem(response.get("state"));
  if (begun === null || response.get("iss") !== page) {
    throw new Error(texts.foreign);
  }
  if (response.has("error")) {
    throw new Error(texts.ended + response.get("error"));
  }
  return redeem(response.get("code"), begun);
}

// 3. The code becomes tokens, once. The ID token comes from the page itself over this connection, so its signature need not be
// checked here (OpenID Connect Core 3.1.3.7, rule 6); a client that gets it from a script has to check it.
async function redeem(code, begun) {
  const answer = await fetch(page + "/token", {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: begun.verifier
    })
  });
  const tokens = await answer.json();
  if (!answer.ok) {
    throw new Error(texts.refused + tokens.error);
  }
  const payload = tokens.id_token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/");
  const claims = JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), (c) => c.charCodeAt(0))));
  const good = claims.iss === page && claims.aud === clientId && claims.nonce === begun.nonce && claims.exp * 1000 > Date.now();
  if (!good) {
    throw new Error(texts.other);
  }
  return claims;
}

async function show() {
  const response = new URLSearchParams(location.search);
  if (response.has("state")) {
    history.replaceState(null, "", "plain.html");
    try {
      const claims = await finish(response);
      element("name").textContent = claims.name;
      element("status").textContent = texts.known(claims.sub);
    } catch (error) {
      element("status").textContent = error.message;
    }
  }
  element("sign-in").disabled = false;
}

element("sign-in").addEventListener("click", begin);
show();
