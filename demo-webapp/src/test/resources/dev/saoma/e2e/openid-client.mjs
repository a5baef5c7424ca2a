// A small application that signs people in with openid-client, as its documentation has it. Prints its port, and stops with
// its standard input.
import http from 'node:http';
import * as client from 'openid-client';

const [clientId, clientSecret] = process.argv.slice(2);
const waiting = new Map();
let config;
let base;
let tokens;

// Everything is on loopback without TLS, so it must check the signature of ID tokens, which on https it may leave out.
async function configure(issuer) {
  config ??= await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
}

const routes = {
  async '/start'(url, response) {
    await configure(url.searchParams.get('issuer'));
    const verifier = client.randomPKCECodeVerifier();
    const state = client.randomState();
    const nonce = client.randomNonce();
    waiting.set(state, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
    const to = client.buildAuthorizationUrl(config, {
      redirect_uri: base + '/callback',
      scope: 'openid profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    response.writeHead(302, { Location: to.href }).end();
  },

  async '/callback'(url, response) {
    const checks = waiting.get(url.searchParams.get('state'));
    tokens = await client.authorizationCodeGrant(config, url, checks);
    const claims = tokens.claims();
    const profile = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    const header = JSON.parse(Buffer.from(tokens.id_token.split('.')[0], 'base64url'));
    response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ sub: claims.sub, name: profile.name, kid: header.kid }));
  },

  async '/sign-out'(url, response) {
    const to = client.buildEndSessionUrl(config, {
      post_logout_redirect_uri: base + '/signed-out',
      id_token_hint: tokens.id_token,
      state: 'bye',
    });
    response.writeHead(302, { Location: to.href }).end();
  },

  async '/signed-out'(url, response) {
    response.writeHead(200, { 'Content-Type': 'text/plain' }).end('signed out, state ' + url.searchParams.get('state'));
  },

  // The library fetches keys again once its set is five minutes old.
  async '/six-minutes-later'(url, response) {
    const now = Date.now;
    Date.now = () => now() + 360_000;
    response.writeHead(200).end('later');
  },
};

const server = http.createServer((request, response) => {
  const url = new URL(request.url, base);
  const route = routes[url.pathname];
  if (!route) {
    response.writeHead(404).end();
    return;
  }
  route(url, response).catch((error) => {
    response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(String(error.stack) + '\n' + String(error.cause?.stack ?? error.cause));
  });
});

server.listen(0, '127.0.0.1', () => {
  base = 'http://localhost:' + server.address().port;
  console.log(server.address().port);
});
process.stdin.on('end', () => process.exit()).resume();
