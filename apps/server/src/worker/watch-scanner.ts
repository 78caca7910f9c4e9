/** How long to wait before the scanner is asked again, the first time and at most. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

export interface ScannerWatch {
  /** The scanner was not there: it is asked again and again, after longer and longer waits, until it is. */
  begin(): void;
  stop(): void;
}

/** `onReady` is called once each time that a scanner which was missed answers again. Neither callback may throw. */
export function watchScanner(isReady: () => Promise<boolean>, onReady: () => void): ScannerWatch {
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const askAfter = (waitMs: number) => {
    timer = setTimeout(() => void ask(waitMs), waitMs);
  };
  const ask = async (waitedMs: number) => {
    const isThere = await isReady();
    if (isStopped) return;
    if (!isThere) return askAfter(Math.min(waitedMs * 2, LONGEST_WAIT_MS));
    timer = null;
    onReady();
  };
  return {
    begin() {
      if (timer === null && !isStopped) askAfter(FIRST_WAIT_MS);
    },
    stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
