// What the tab keeps under that name; with a value it is kept from now on, with null no longer. 0 if the browser forbids it.
export function keep(name, value) {
  const key = 'saoma:' + name;
  try {
    const storage = sessionStorage;
    return value ? storage.setItem(key, value) : value === null ? storage.removeItem(key) : storage.getItem(key);
  } catch (e) {
    return 0;
  }
}
