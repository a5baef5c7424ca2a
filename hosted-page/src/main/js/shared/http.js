/** Sends the request, which no cache answers, and reads the JSON of the response. Rejects after "timeout" milliseconds. */
export async function fetchJson(url, timeout, init) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  try {
    const response = await fetch(url, Object.assign({ cache: 'no-store', redirect: 'error', signal: abort.signal }, init));
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}
