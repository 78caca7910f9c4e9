/** What is read of a key press. */
type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * ⌘I, as a Mac's Finder shows what it knows of a file; Ctrl-I elsewhere. Not the letter alone: in the list it finds names
 * that begin with it, and a single letter is pressed by accident (WCAG 2.1.4).
 */
export function isDetailsKey(press: KeyPress, isApple: boolean): boolean {
  const [held, other] = isApple ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  return press.key.toLowerCase() === 'i' && held && !other && !press.altKey && !press.shiftKey;
}

/** As a menu writes it. */
export function detailsShortcut(isApple: boolean): string {
  return isApple ? '⌘I' : 'Ctrl I';
}

/** Whether the keyboard is an Apple one. */
export function isApplePlatform(platform: string = navigator.platform): boolean {
  return /^(Mac|iPhone|iPad)/.test(platform);
}
