/** The right to work on one file, which nobody else in this browser has at the same time. */
export interface Turn {
  /** The session of whoever had the turn while we waited for it: it tells what became of the file. */
  readonly sessionBefore: string | null;
  /** Tells those who wait by which session the file is sent. */
  announce(sessionId: string): void;
  release(): void;
}

/**
 * One at a time for one file: the same file chosen in two tabs is sent once. `onWaiting` is called when somebody else
 * has the turn. Rejects when the signal fires first.
 */
export interface Turns {
  take(fileKey: string, signal: AbortSignal, onWaiting: () => void): Promise<Turn>;
}

interface Holder {
  sessionId: string | null;
  readonly waiting: (() => void)[];
}

/** Turns within one process: for Node, and where a browser has no locks. */
export function createLocalTurns(): Turns {
  const holders = new Map<string, Holder>();

  const waitFor = (holder: Holder, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => {
        holder.waiting.splice(holder.waiting.indexOf(go), 1);
        reject(signal.reason);
      };
      const go = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      holder.waiting.push(go);
    });

  return {
    async take(fileKey, signal, onWaiting) {
      signal.throwIfAborted();
      const before = holders.get(fileKey);
      if (before) {
        onWaiting();
        await waitFor(before, signal);
      }
      const holder = before ?? { sessionId: null, waiting: [] };
      const sessionBefore = holder.sessionId;
      holders.set(fileKey, holder);
      let isHeld = true;
      return {
        sessionBefore,
        announce: (sessionId) => void (holder.sessionId = sessionId),
        release: () => {
          if (!isHeld) return;
          isHeld = false;
          const next = holder.waiting.shift();
          if (next) next();
          else holders.delete(fileKey);
        },
      };
    },
  };
}
