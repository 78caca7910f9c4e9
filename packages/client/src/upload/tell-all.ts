/** Tells every listener. What one of them throws is reported as nobody's and stops neither the others nor the teller. */
export function tellAll<Listener>(listeners: Iterable<Listener>, tell: (listener: Listener) => void): void {
  for (const listener of listeners) {
    try {
      tell(listener);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
