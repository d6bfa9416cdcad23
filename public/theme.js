// Before the first paint: the theme that was chosen last time. A classic script, so that the page waits for it.
// The setting itself is kept in IndexedDB, which answers too late for this: src/app/theme.ts keeps this copy.
try {
  const theme = localStorage.getItem('forward-pass-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // storage refused: the system's theme
}
