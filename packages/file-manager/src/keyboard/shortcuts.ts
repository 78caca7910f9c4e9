import type { Messages } from '../messages/english.ts';

/** A key, or keys pressed together, and what they do. */
export interface Shortcut {
  readonly does: keyof Messages['keyboard']['does'];
  /** Each a way by itself; keys pressed together are one text. */
  readonly keys: readonly string[];
}

/** All keys that the component understands, as the help sheet lists them; `modifier` is what Ctrl is on this keyboard. */
export function shortcutsOf(modifier: string): Record<keyof Messages['keyboard']['in'], readonly Shortcut[]> {
  return {
    list: [
      { does: 'walk', keys: ['↑', '↓'] },
      { does: 'ends', keys: ['Home', 'End'] },
      { does: 'find', keys: ['A – Z'] },
      { does: 'play', keys: ['Space'] },
      { does: 'select', keys: [`${modifier} Space`] },
      { does: 'range', keys: ['Shift ↑', 'Shift ↓'] },
      { does: 'all', keys: [`${modifier} A`] },
      { does: 'none', keys: ['Esc'] },
      { does: 'open', keys: ['Enter'] },
      { does: 'up', keys: ['Backspace'] },
      { does: 'rename', keys: ['F2'] },
      { does: 'details', keys: [`${modifier} I`] },
      { does: 'menu', keys: ['Shift F10'] },
      { does: 'trash', keys: ['Delete'] },
    ],
    everywhere: [
      { does: 'search', keys: ['/'] },
      { does: 'help', keys: ['?'] },
    ],
  };
}
