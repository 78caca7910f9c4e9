// Applies the chosen theme before the page is drawn. The choice is made in src/shell/theme.ts.
try {
  const theme = localStorage.getItem('dawg-theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden here: the system's theme it is.
}
