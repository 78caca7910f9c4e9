import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

/** Also read by public/theme.js, before the first paint. */
const STORAGE_KEY = 'dawg-theme';

const listeners = new Set<() => void>();

/** The theme that was chosen. The attribute on <html> is the state; storage only remembers it. */
export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => themeOf(document.documentElement.dataset['theme']),
  );
}

export function chooseTheme(theme: Theme): void {
  if (theme === 'system') {
    delete document.documentElement.dataset['theme'];
    window.localStorage.removeItem(STORAGE_KEY);
  } else {
    document.documentElement.dataset['theme'] = theme;
    window.localStorage.setItem(STORAGE_KEY, theme);
  }
  for (const listener of listeners) listener();
}

function themeOf(text: string | undefined): Theme {
  return text === 'light' || text === 'dark' ? text : 'system';
}
