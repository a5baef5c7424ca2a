import { bytesOf } from './encoding.js';

/** The claims of a JWT, unverified; none if it is not one. */
export function claimsOf(token) {
  try {
    return Object(JSON.parse(new TextDecoder().decode(bytesOf(token.split('.')[1]))));
  } catch (e) {
    return {};
  }
}

function date(seconds) {
  return seconds > 0 ? new Date(seconds * 1000).toISOString() : undefined;
}

/** The user that an ID token is about. */
export function userOf(token) {
  const claims = claimsOf(token);
  return {
    id: claims.sub,
    nickname: claims.name,
    name: claims.name,
    photo: claims.picture,
    unionid: claims.unionid,
    openid: claims.openid,
    roles: claims.roles,
    lastLogin: date(claims.auth_time),
    token,
    tokenExpiredAt: date(claims.exp)
  };
}

/** Whether one of the keys has signed the token. Rejects or is false if none has. */
export async function isSigned(token, keys) {
  const parts = token.split('.');
  const { kid, alg } = claimsOf('.' + parts[0]);
  const key = keys.find((one) => one.kid === kid && one.alg === alg);
  const how = { name: alg === 'ES256' ? 'ECDSA' : 'RSASSA-PKCS1-v1_5', namedCurve: 'P-256', hash: 'SHA-256' };
  const signed = new TextEncoder().encode(parts[0] + '.' + parts[1]);
  const imported = await crypto.subtle.importKey('jwk', key, how, false, ['verify']);
  return parts.length === 3 && crypto.subtle.verify(how, imported, bytesOf(parts[2]), signed);
}
