// A site's program that uses every option, method and event of the package; NpmPackageIT looks that none is left out.
import {
  AuthenticationClient,
  SaomaError,
  type AuthenticationClientOptions,
  type AuthorizeOptions,
  type Claims,
  type ErrorCode,
  type ErrorCodes,
  type LoginStatus,
  type OnError,
  type Reason,
  type State,
  type Tokens,
  type User
} from 'saoma-js-sdk';
import { WeChatLogin, type WeChatLoginElement, type WeChatLoginError } from 'saoma-js-sdk/wechat-login';

const onError: OnError = (code: ErrorCode, message: string, error: SaomaError) => {
  const reason: Reason = error.reason;
  const number: ErrorCodes[typeof reason] = error.code;
  console.log(code === 9001, code === 2020, number, reason === 'popup_blocked', message, error.message);
};

const options: AuthenticationClientOptions = {
  appId: 'shop',
  appHost: 'https://login.example.cn',
  redirectUri: 'https://shop.example.cn/signed-in',
  scope: 'openid profile',
  lang: 'en-US',
  timeout: 5000,
  onError
};
const client = new AuthenticationClient(options);
new AuthenticationClient({ appId: 'shop', domain: 'https://login.example.cn' });
new AuthenticationClient({ appId: 'shop', host: 'https://login.example.cn', lang: 'zh-CN' });

const abort = new AbortController();
const how: AuthorizeOptions = {
  onSuccess: (user: User) => show(user),
  onState: (state: State) => console.log(state === 'left' ? 'at WeChat' : state),
  mode: 'inline',
  container: '#code',
  title: 'Code',
  popup: true,
  position: { w: 585, h: 649 },
  signal: abort.signal,
  timeout: 60_000,
  scope: 'openid',
  redirectUri: 'https://shop.example.cn/signed-in',
  prompt: 'login'
};

function show(user: User): void {
  const text: string = user.id + user.token + user.tokenExpiredAt;
  const more: (string | undefined)[] = [user.nickname, user.name, user.photo, user.unionid, user.openid, user.lastLogin];
  const roles: string[] = user.roles ?? [];
  console.log(text, more, roles);
}

async function everything(): Promise<void> {
  const user: User = await client.social.authorize('wechat:pc', how);
  const orNull: User | null = await client.social.authorize('wechat:pc', { onSuccess: show, onError });
  const returned: User | null = await client.social.handleRedirectCallback({ onSuccess: show, onError });
  const known: User | null = await client.getCurrentUser();
  const fresh: { token: string; iat: number; exp: number } = await client.refreshToken();
  const clerk: boolean = await client.hasRole('clerk');
  const set: User = client.setCurrentUser(user);
  client.setToken(user.token);
  client.setToken(null);
  const status: LoginStatus = await client.checkLoginStatus(user.token);
  console.log(status.code === 200, status.message, status.status, status.exp, status.iat, status.data?.id);
  const claims: Claims = await client.validateToken({ idToken: user.token });
  await client.validateToken({ accessToken: 'x' });
  const begin: string = client.buildAuthorizeUrl({
    redirectUri: 'https://shop.example.cn/',
    responseMode: 'query',
    scope: 'openid',
    state: 's',
    nonce: 'n',
    codeChallenge: await client.getCodeChallengeDigest({ codeChallenge: client.generateCodeChallenge() }),
    prompt: 'login',
    display: 'popup'
  });
  const end: string = client.buildLogoutUrl({ redirectUri: 'https://shop.example.cn/', idToken: user.token, state: 's' });
  const tokens: Tokens = await client.getAccessTokenByCode('code', { redirectUri: 'https://shop.example.cn/', codeVerifier: 'v' });
  console.log(tokens.token_type, tokens.expires_in, tokens.scope, tokens.id_token, client.appHost);
  const info: Claims = await client.getUserInfoByAccessToken(tokens.access_token);
  await client.logout({ redirectUri: 'https://shop.example.cn/', idToken: user.token, state: 's' });
  console.log(orNull, returned, known, set, claims.sub, info['roles'], begin, end, fresh.token, clerk);
}

function component(): void {
  const login: WeChatLoginElement = document.createElement('wechat-login');
  const told = (error: WeChatLoginError) => console.log(error.code, error.message, error.reason);
  login.addEventListener('load', (event) => console.log(event.detail));
  login.addEventListener('load-error', (event) => told(event.detail));
  login.addEventListener('login', (event) => show(event.detail.user));
  login.addEventListener('login', (event) => event.detail.client.logout());
  login.addEventListener('login-error', (event) => told(event.detail));
  login.addEventListener('close', () => login.restart());
  login.addEventListener('click', (event) => event.preventDefault(), { once: true });
  console.log(login.user?.id, login.client?.appHost, WeChatLogin === undefined);
}

everything().then(component, (error: unknown) => console.log(error instanceof SaomaError && error.reason));
