import type { StoredFile } from '@dawg/contract/wire';
import type { StorageClient } from '../storage-client.ts';
import { toStorageError } from '../to-storage-error.ts';
import { begin, canPlay, isBuffered, letGo, openDeck, type Deck, type Track } from './deck.ts';
import { SILENT, type PlayerSnapshot, type Take } from './player-snapshot.ts';

/** Plays one file after another, while pages come and go. */
export interface AudioPlayer {
  /** Plays a file; `list` is what comes before and after it. */
  play(file: StoredFile, list?: readonly StoredFile[]): void;
  /** Plays another version of a file, from where the one that sounds is: that one goes on until the other is there. */
  compare(file: StoredFile, take: Take): void;
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

/** The next file is fetched this long before the end, so that it follows without a gap. */
const PREPARE_SECONDS = 20;
/** Later than this "previous" means the beginning. */
const AT_THE_BEGINNING_SECONDS = 3;
/** What could not be prepared is tried again after this. */
const PREPARE_AGAIN_MS = 3000;
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

  const open = async ({ file, take }: Track, seconds: number): Promise<Deck> => {
    const playback = await client.audio.playbackUrl.mutate({ fileId: file.id, versionId: take?.versionId });
    return openDeck({ file, take }, playback, seconds);
  };

  /** Makes a deck the one that sounds; the one before falls silent once this one is heard. */
  const switchTo = async (next: Deck): Promise<void> => {
    const before = deck;
    if (prepared !== next) letGo(prepared);
    deck = next;
    prepared = null;
    preparing = null;
    const { element } = next;
    element.volume = state.volume * (next.take?.gain ?? 1);
    element.playbackRate = state.rate;
    element.loop = state.isLooping;
    listen(next);
    if (!(await begin(next)) && deck === next) publish({ status: { kind: 'paused' } });
    letGo(before);
  };

  const start = async (file: StoredFile, seconds = 0, take: Take | null = null): Promise<void> => {
    const mine = ++wish;
    const isReady = prepared?.file.id === file.id && seconds === 0 && !take;
    // Silent while the next one is on its way: what is heard is what is shown.
    letGo(deck);
    deck = null;
    publish({
      file,
      take,
      seconds,
      status: { kind: 'loading' },
      durationSeconds: file.durationSeconds ?? 0,
    });
    publish({ hasNext: neighbour(1) !== undefined, hasPrevious: neighbour(-1) !== undefined });
    try {
      const next = isReady && prepared ? prepared : await open({ file, take }, seconds);
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
    if (Date.now() >= url.renewAt && !isBuffered(current)) return renew(current);
    if (!next || state.isLooping || !(left < PREPARE_SECONDS) || preparing === next.id) return;
    preparing = next.id;
    const opened = await open({ file: next, take: null }, 0);
    if (deck?.file.id === file.id && preparing === next.id) prepared = opened;
    else letGo(opened);
  };
  const openReady = async (track: Track, seconds: number): Promise<Deck> => {
    const opened = await open(track, seconds);
    try {
      await canPlay(opened);
    } catch (error) {
      letGo(opened);
      throw error;
    }
    return opened;
  };
  /** What sounds goes on until the other version can. */
  const changeOver = async (current: Deck, take: Take): Promise<void> => {
    const mine = ++wish;
    try {
      const other = await openReady({ file: current.file, take }, current.element.currentTime);
      if (mine !== wish || deck !== current) return letGo(other);
      const { element } = other;
      // A stream has no end that is known.
      const durationSeconds = Number.isFinite(element.duration) ? element.duration : state.durationSeconds;
      publish({ take, durationSeconds });
      element.currentTime = current.element.currentTime;
      await switchTo(other);
    } catch (error) {
      if (mine === wish) publish({ status: { kind: 'failed', error: toStorageError(error) } });
    }
  };
  const renew = async (current: Deck): Promise<void> => {
    if (preparing === current.url.url) return;
    preparing = current.url.url;
    const renewed = await openReady(current, current.element.currentTime);
    if (deck !== current || current.element.paused) return letGo(renewed);
    renewed.element.currentTime = current.element.currentTime;
    await switchTo(renewed);
  };

  function listen(own: Deck): void {
    const { element, file, take } = own;
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
        if ((take || file.durationSeconds === null) && Number.isFinite(element.duration))
          publish({ durationSeconds: element.duration });
      }),
    );
    element.addEventListener(
      'timeupdate',
      whileMine(() => {
        publish({ seconds: element.currentTime });
        // Not at every step of the clock: a server that is down is asked again after a while, or when it is needed.
        prepare(own).catch(() => setTimeout(() => (preparing = null), PREPARE_AGAIN_MS));
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
        else void start(file, state.seconds, take);
      }),
    );
  }

  const isSounding = () => state.status.kind === 'playing' || state.status.kind === 'loading';
  /** Also what is still on its way. */
  const pause = () => {
    wish += 1;
    deck?.element.pause();
    publish({ status: { kind: 'paused' } });
  };
  const seek = (seconds: number) => {
    publish({ seconds });
    if (deck && (Date.now() < deck.url.renewAt || isBuffered(deck))) deck.element.currentTime = seconds;
    // What is paused begins there when it goes on, with an address that is alive.
    else if (state.file && isSounding()) void start(state.file, seconds, state.take);
  };

  return {
    play(file, around) {
      list = around ?? (list.some(({ id }) => id === file.id) ? list : [file]);
      void start(file);
    },
    compare(file, take) {
      if (state.file?.id === file.id && deck) return void changeOver(deck, take);
      list = list.some(({ id }) => id === file.id) ? list : [file];
      void start(file, 0, take);
    },
    toggle() {
      if (!state.file) return;
      const isOver = state.status.kind === 'failed' || !deck || Date.now() >= deck.url.renewAt;
      if (isSounding()) pause();
      else if (isOver) void start(state.file, state.seconds, state.take);
      else if (deck) void begin(deck);
    },
    seek,
    next() {
      const next = neighbour(1);
      if (next) void start(next);
    },
    previous() {
      const previous = neighbour(-1);
      if (state.seconds > AT_THE_BEGINNING_SECONDS || !previous) seek(0);
      else void start(previous);
    },
    setVolume(volume) {
      publish({ volume });
      if (deck) deck.element.volume = volume * (deck.take?.gain ?? 1);
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
