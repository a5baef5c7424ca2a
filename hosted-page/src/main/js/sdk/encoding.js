/** 256 random bits, as PKCE and OAuth want them. */
export function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

export function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

export function bytesOf(text) {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
}

export function sha256(text) {
  return crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)).then((hash) => base64url(new Uint8Array(hash)));
}

/** The parameters that have a value. */
export function query(parameters) {
  const all = new URLSearchParams();
  Object.keys(parameters).forEach((name) => parameters[name] && all.set(name, parameters[name]));
  return all;
}
