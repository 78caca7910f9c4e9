import { createLocalTurns, type Turn, type Turns } from '../upload/turns.ts';

/** Who waited learns the session from us even when we are done: for this long after we let go. */
const ANNOUNCED_AFTER_MS = 5_000;

const PREFIX = 'dawg-upload';

/**
 * Turns among the tabs of one browser, by its locks (https://www.w3.org/TR/web-locks/). A session is announced as the
 * name of a second lock: it is there for as long as its tab is, needs no storage and no message that may come late.
 */
export function createTabTurns(locks: LockManager | undefined = navigator.locks): Turns {
  if (!locks) return createLocalTurns(); // pages without TLS have none
  return {
    async take(fileKey, signal, onWaiting): Promise<Turn> {
      const name = `${PREFIX}:${fileKey}`;
      const atOnce = await hold(locks, name, { ifAvailable: true });
      if (!atOnce) onWaiting();
      const release = atOnce ?? (await hold(locks, name, { signal }));
      if (!release) throw new Error('a lock that is waited for is granted');
      const sessionBefore = atOnce ? null : await announcedBy(locks, name);
      const announced: (() => void)[] = [];
      let isOver = false;
      return {
        sessionBefore,
        announce: (sessionId) => {
          void hold(locks, announcement(name, sessionId), { mode: 'shared' }).then(
            (letGo) => letGo && (isOver ? letGo() : announced.push(letGo)),
          );
        },
        release: () => {
          release();
          setTimeout(() => {
            isOver = true;
            announced.forEach((letGo) => letGo());
          }, ANNOUNCED_AFTER_MS);
        },
      };
    },
  };
}

/** Holds a lock until the answered function is called; null when it is not available and we do not wait. */
function hold(locks: LockManager, name: string, options: LockOptions): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, options, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((letGo) => resolve(letGo));
      })
      .catch(reject);
  });
}

function announcement(name: string, sessionId: string): string {
  return `${name}#${sessionId}`;
}

async function announcedBy(locks: LockManager, name: string): Promise<string | null> {
  const { held = [] } = await locks.query();
  const start = announcement(name, '');
  const found = held.findLast((lock) => lock.name?.startsWith(start));
  return found?.name?.slice(start.length) ?? null;
}
