/**
 * The time of the latest sign-in in another tab, or nothing. Other hosts of the domain can set a cookie of that name as well: the
 * latest time counts, and the server judges it.
 */
export function latestNotice(cookies, name) {
  return cookies.split(/; */).reduce((latest, cookie) => {
    const value = cookie.indexOf(name + '=') === 0 ? cookie.slice(name.length + 1) : '';
    return Number(value) > Number(latest) ? value : latest;
  }, '');
}
