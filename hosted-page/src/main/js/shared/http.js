/** Sends the request, which no cache answers, and reads the JSON of the response. Rejects after "timeout" milliseconds. */
export async function fetchJson(url, timeout, init) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  const response = await fetch(url, Object.assign({ cache: 'no-store', redirect: 'error', signal: abort.signal }, init));
  const body = await response.json();
  clearTimeout(timer);
  return body;
}
