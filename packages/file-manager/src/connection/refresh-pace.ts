/** Several files are stored a second; one refresh shows them all. */
const PAUSE_MS = 1000;
const PAUSE_WHILE_MANY_MS = 3000;

/** While many files arrive, rows do not move under the hand that works on them: not before it rests, but not never. */
const REST_MS = 1000;
const AT_LATEST_MS = 12_000;

/** Decides when a list that changes all the time is asked for anew. */
export interface RefreshPace {
  /** Something has changed. */
  readonly refreshSoon: () => void;
  /** The person has pressed a key or a button. */
  readonly notePress: () => void;
  readonly stop: () => void;
}

/** Refreshes at once after a quiet moment, so that what is stored is seen; else when the pause is over. */
export function paceRefreshes(refresh: () => void, isMany: () => boolean): RefreshPace {
  let pause: ReturnType<typeof setTimeout> | undefined;
  let isDue = false;
  let refreshedAt = 0;
  let pressedAt = 0;
  const wait = (ms: number) => {
    pause = setTimeout(refreshIfDue, ms);
  };
  const refreshIfDue = () => {
    pause = undefined;
    if (!isDue) return;
    const now = Date.now();
    const rest = Math.min(pressedAt + REST_MS, refreshedAt + AT_LATEST_MS) - now;
    if (isMany() && rest > 0) return wait(rest);
    isDue = false;
    refreshedAt = now;
    refresh();
    wait(isMany() ? PAUSE_WHILE_MANY_MS : PAUSE_MS);
  };
  return {
    refreshSoon: () => {
      isDue = true;
      if (pause === undefined) refreshIfDue();
    },
    notePress: () => {
      pressedAt = Date.now();
    },
    stop: () => clearTimeout(pause),
  };
}
