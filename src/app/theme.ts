/** The chosen theme on the page, and the copy of it that public/theme.js reads before the first paint. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'forward-pass-theme';

export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  try {
    if (theme === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // storage refused: storage.ts says so for both
  }
}
