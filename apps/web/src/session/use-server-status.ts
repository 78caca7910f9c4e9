import { useEffect, useState } from 'react';

/** What a visitor may do before signing in. */
export interface ServerStatus {
  readonly ownerExists: boolean;
  readonly signUpOpen: boolean;
}

/** When the server does not say, the ordinary case: sign in. The form itself then tells what is wrong. */
const ORDINARY: ServerStatus = { ownerExists: true, signUpOpen: false };

/** Null until the server has answered. */
export function useServerStatus(): ServerStatus | null {
  const [status, setStatus] = useState<ServerStatus | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    fetch('/api/status', { signal: controller.signal })
      .then((response) => (response.ok ? response.json() : ORDINARY))
      .then((answer: Partial<ServerStatus>) => setStatus({ ...ORDINARY, ...answer }))
      .catch(() => controller.signal.aborted || setStatus(ORDINARY));
    return () => controller.abort();
  }, []);
  return status;
}
