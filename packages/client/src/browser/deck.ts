import type { StoredFile } from '@dawg/contract/wire';
import type { Playback } from '@dawg/contract/wire-audio';
import { playUrl, type PlayUrl } from './play-url.ts';
import type { Take } from './player-snapshot.ts';

/** One audio element, what it plays, and from where. */
export interface Deck {
  readonly element: HTMLAudioElement;
  readonly file: StoredFile;
  readonly take: Take | null;
  readonly url: PlayUrl;
}

/** What a deck plays. */
export type Track = Pick<Deck, 'file' | 'take'>;

/** A deck that begins to fetch, from `seconds` on. */
export function openDeck(track: Track, playback: Playback, seconds: number): Deck {
  const url = playUrl(playback, Date.now());
  const element = new Audio();
  element.preload = 'auto';
  element.src = url.url;
  element.preservesPitch = true;
  if (seconds > 0) element.currentTime = seconds;
  return { element, file: track.file, take: track.take, url };
}

/** Silence, and the end of what is still being fetched. */
export function letGo(deck: Deck | null): void {
  if (!deck) return;
  deck.element.pause();
  deck.element.removeAttribute('src');
  deck.element.load();
}

/** Whether the browser lets it sound: some want a press first. Every other failure is an event of the element. */
export async function begin({ element }: Deck): Promise<boolean> {
  try {
    await element.play();
  } catch (error) {
    return !(error instanceof DOMException && error.name === 'NotAllowedError');
  }
  return true;
}

/** Whether everything from here to the end has arrived. */
export function isBuffered({ element: { buffered, currentTime, duration } }: Deck): boolean {
  for (let range = 0; range < buffered.length; range += 1) {
    if (buffered.start(range) <= currentTime && buffered.end(range) >= duration - 0.1) return true;
  }
  return false;
}

/** Resolves when there is enough to begin with; rejects when it cannot be loaded. */
export function canPlay({ element }: Deck): Promise<void> {
  return new Promise((resolve, reject) => {
    element.addEventListener('canplay', () => resolve(), { once: true });
    element.addEventListener('error', () => reject(new Error('the sound could not be loaded')), {
      once: true,
    });
  });
}
