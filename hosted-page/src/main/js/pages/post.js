/* Posts the form of this page, once: whoever comes back with the Back button is not to post it again. */
document.addEventListener('DOMContentLoaded', () => {
  const entries = performance.getEntriesByType('navigation');
  if (entries.length === 0 || entries[0].type !== 'back_forward') {
    document.getElementById('post').submit();
  }
});
