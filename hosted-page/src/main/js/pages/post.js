/* Posts the form of this page, once: returning with the Back button does not post it again. */
document.addEventListener('DOMContentLoaded', () => {
  const entries = performance.getEntriesByType('navigation');
  if (entries.length === 0 || entries[0].type !== 'back_forward') {
    document.getElementById('post').submit();
  }
});
