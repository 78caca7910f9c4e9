import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and the answer it is waiting for. */
export interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** False as long as the client waits for `100 Continue` before it sends its body. */
  isBodyAskedFor: boolean;
}

/** Tells a client that waits for it to send its body. */
export function askForBody(exchange: Exchange): void {
  if (exchange.isBodyAskedFor) return;
  exchange.isBodyAskedFor = true;
  exchange.response.writeContinue();
}
