import { isUnfinished, type UploadItem, type UploadsSnapshot } from './upload-item.ts';
import { tellAll } from './tell-all.ts';
import { totalsOf } from './upload-totals.ts';

/** Listeners are told at most ten times a second: more than an eye sees, and cheap for ten thousand files. */
const NOTIFY_INTERVAL_MS = 100;

/** The items that a component shows. Each is replaced, never changed in place, so that it may compare by identity. */
export class ItemList {
  readonly #items = new Map<string, UploadItem>();
  readonly #listeners = new Set<() => void>();
  readonly #bytesPerSecond: () => number;
  #snapshot: UploadsSnapshot = { items: [], unfinished: 0, totals: totalsOf([], 0) };
  #isStale = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** `bytesPerSecond`: the speed of all files together, asked when it is to be shown. */
  constructor(bytesPerSecond: () => number) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  snapshot(): UploadsSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get(id: string): UploadItem | undefined {
    return this.#items.get(id);
  }

  /** Adds the item, or takes the place of the one with its id. */
  set(item: UploadItem): void {
    this.#items.set(item.id, item);
    this.#changed();
  }

  delete(id: string): void {
    this.#items.delete(id);
    this.#changed();
  }

  /** The first change after a quiet moment is told at once, those behind it together. */
  #changed(): void {
    this.#isStale = true;
    if (this.#timer !== null) return;
    this.#publish();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      if (this.#isStale) this.#changed();
    }, NOTIFY_INTERVAL_MS);
  }

  #publish(): void {
    this.#isStale = false;
    const items = [...this.#items.values()];
    const unfinished = items.filter(isUnfinished).length;
    this.#snapshot = { items, unfinished, totals: totalsOf(items, this.#bytesPerSecond()) };
    tellAll(this.#listeners, (listener) => listener());
  }
}
