import type { StoredFile } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { playUrl, type PlayUrl } from './play-url.ts';
import { SILENT, type PlayerSnapshot } from './player-snapshot.ts';

/** Plays one file after another, while pages come and go. */
export interface AudioPlayer {
  /** Plays a file; `list` is what comes before and after it. */
  play(file: StoredFile, list?: readonly StoredFile[]): void;
  toggle(): void;
  seek(seconds: number): void;
  next(): void;
  /** The file before, or the beginning of this one once it has been playing for a while. */
  previous(): void;
  setVolume(volume: number): void;
  setRate(rate: number): void;
  setLooping(isLooping: boolean): void;
  /** Silence; nothing is loaded any more. */
  stop(): void;
  snapshot(): PlayerSnapshot;
  subscribe(listener: () => void): () => void;
}

/** One element, what it plays, and from where. */
interface Deck {
  readonly element: HTMLAudioElement;
  readonly file: StoredFile;
  readonly url: PlayUrl;
}

/** The next file is fetched this long before the end, so that it follows without a gap. */
const PREPARE_SECONDS = 20;
/** Later than this "previous" means the beginning. */
const AT_THE_BEGINNING_SECONDS = 3;
/** A second failure within this time is final. */
const FAILED_AGAIN_MS = 5000;

/**
 * A player over two `<audio>` elements: while one sounds, the other is made ready with the next file, or with the same file
 * at a new address before the old one expires.
 */
export function createAudioPlayer(client: StorageClient): AudioPlayer {
  let state = SILENT;
  let list: readonly StoredFile[] = [];
  let deck: Deck | null = null;
  let prepared: Deck | null = null;
  /** The file or address that is being prepared, so that it is prepared once. */
  let preparing: string | null = null;
  let failedAt = -FAILED_AGAIN_MS;
  /** Grows with each wish: what was asked for before is dropped when it arrives. */
  let wish = 0;
  const listeners = new Set<() => void>();

  const publish = (change: Partial<PlayerSnapshot>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const neighbour = (step: 1 | -1): StoredFile | undefined => {
    const at = list.findIndex(({ id }) => id === state.file?.id);
    return at < 0 ? undefined : list[at + step];
  };

  const open = async (file: StoredFile, seconds: number): Promise<Deck> => {
    const url = playUrl(await client.audio.playbackUrl.mutate({ fileId: file.id }), Date.now());
    const element = new Audio();
    element.preload = 'auto';
    element.src = url.url;
    element.preservesPitch = true;
    if (seconds > 0) element.currentTime = seconds;
    return { element, file, url };
  };
  const letGo = (old: Deck | null) => {
    if (!old) return;
    old.element.pause();
    old.element.removeAttribute('src');
    old.element.load(); // ends what is still being fetched
  };
  /** Makes a deck the one that sounds; the one before falls silent once this one is heard. */
  const switchTo = async (next: Deck): Promise<void> => {
    const before = deck;
    deck = next;
    prepared = null;
    preparing = null;
    const { element } = next;
    element.volume = state.volume;
    element.playbackRate = state.rate;
    element.loop = state.isLooping;
    listen(next);
    try {
      await element.play();
    } catch (error) {
      // Paused again before it began, or the browser wants a press first.
      if (error instanceof DOMException && error.name === 'NotAllowedError' && deck === next)
        publish({ status: { kind: 'paused' } });
    }
    letGo(before);
  };

  const start = async (file: StoredFile, seconds = 0): Promise<void> => {
    const mine = ++wish;
    const isReady = prepared?.file.id === file.id && seconds === 0;
    publish({
      file,
      seconds,
      status: { kind: 'loading' },
      durationSeconds: file.durationSeconds ?? 0,
    });
    publish({ hasNext: neighbour(1) !== undefined, hasPrevious: neighbour(-1) !== undefined });
    try {
      const next = isReady && prepared ? prepared : await open(file, seconds);
      if (mine === wish) await switchTo(next);
      else letGo(next);
    } catch (error) {
      if (mine === wish) publish({ status: { kind: 'failed', error: toStorageError(error) } });
    }
  };

  /** Gets what will be needed soon: the file after this one, or this one's next address. */
  const prepare = async (current: Deck): Promise<void> => {
    const { element, url, file } = current;
    if (element.paused) return;
    const left = element.duration - element.currentTime;
    const next = neighbour(1);
    if (Date.now() >= url.renewAt && !isBuffered(element)) return renew(current);
    if (!next || state.isLooping || !(left < PREPARE_SECONDS) || preparing === next.id) return;
    preparing = next.id;
    const opened = await open(next, 0);
    if (deck?.file.id === file.id && preparing === next.id) prepared = opened;
    else letGo(opened);
  };
  const renew = async (current: Deck): Promise<void> => {
    if (preparing === current.url.url) return;
    preparing = current.url.url;
    const renewed = await open(current.file, current.element.currentTime);
    await canPlay(renewed.element);
    if (deck !== current || current.element.paused) return letGo(renewed);
    renewed.element.currentTime = current.element.currentTime;
    await switchTo(renewed);
  };

  function listen(own: Deck): void {
    const { element, file } = own;
    const whileMine = (change: () => void) => () => {
      if (deck === own) change();
    };
    const at = (kind: 'playing' | 'paused' | 'loading') =>
      whileMine(() => publish({ status: { kind }, seconds: element.currentTime }));
    element.addEventListener('playing', at('playing'));
    element.addEventListener('pause', at('paused'));
    element.addEventListener('waiting', at('loading'));
    element.addEventListener(
      'durationchange',
      // What was decoded is the truth; a stream says Infinity.
      whileMine(() => {
        if (file.durationSeconds === null && Number.isFinite(element.duration))
          publish({ durationSeconds: element.duration });
      }),
    );
    element.addEventListener(
      'timeupdate',
      whileMine(() => {
        publish({ seconds: element.currentTime });
        // What cannot be prepared is asked for again when it is needed, and fails then.
        prepare(own).catch(() => {
          preparing = null;
        });
      }),
    );
    element.addEventListener(
      'ended',
      whileMine(() => {
        const next = neighbour(1);
        if (next) void start(next);
        else publish({ status: { kind: 'paused' }, seconds: 0 });
      }),
    );
    element.addEventListener(
      'error',
      whileMine(() => {
        // The address may have expired while it was paused. Once; then it is something else.
        const isAgain = Date.now() - failedAt < FAILED_AGAIN_MS;
        failedAt = Date.now();
        if (isAgain) publish({ status: { kind: 'failed', error: null } });
        else void start(file, state.seconds);
      }),
    );
  }

  return {
    play(file, around) {
      list = around ?? (list.some(({ id }) => id === file.id) ? list : [file]);
      void start(file);
    },
    toggle() {
      if (!state.file) return;
      const isOver = state.status.kind === 'failed' || !deck || Date.now() >= deck.url.renewAt;
      if (state.status.kind === 'playing') deck?.element.pause();
      else if (isOver) void start(state.file, state.seconds);
      else void deck?.element.play().catch(() => {});
    },
    seek(seconds) {
      publish({ seconds });
      if (deck && Date.now() < deck.url.renewAt) deck.element.currentTime = seconds;
      else if (state.file) void start(state.file, seconds);
    },
    next() {
      const next = neighbour(1);
      if (next) void start(next);
    },
    previous() {
      const previous = neighbour(-1);
      if (state.seconds > AT_THE_BEGINNING_SECONDS || !previous) this.seek(0);
      else void start(previous);
    },
    setVolume(volume) {
      publish({ volume });
      if (deck) deck.element.volume = volume;
    },
    setRate(rate) {
      publish({ rate });
      if (deck) deck.element.playbackRate = rate;
    },
    setLooping(isLooping) {
      publish({ isLooping });
      if (deck) deck.element.loop = isLooping;
    },
    stop() {
      wish += 1;
      const old = deck;
      deck = null;
      letGo(old);
      letGo(prepared);
      prepared = null;
      list = [];
      publish({ ...SILENT, volume: state.volume, rate: state.rate });
    },
    snapshot: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whether everything from here to the end has arrived. */
function isBuffered({ buffered, currentTime, duration }: HTMLAudioElement): boolean {
  for (let range = 0; range < buffered.length; range += 1) {
    if (buffered.start(range) <= currentTime && buffered.end(range) >= duration - 0.1) return true;
  }
  return false;
}

function canPlay(element: HTMLAudioElement): Promise<void> {
  return new Promise((resolve, reject) => {
    element.addEventListener('canplay', () => resolve(), { once: true });
    element.addEventListener('error', () => reject(new Error('the sound could not be loaded')), {
      once: true,
    });
  });
}
