import type { IncomingMessage } from 'node:http';
import { ClientGoneError } from './client-gone-error.ts';

/**
 * What arrives, until it is all there or nobody wants more; the socket outlives it, so that the client can read why. A chunk is
 * valid until the next is asked for.
 * @throws ClientGoneError
 */
export async function* receivedChunks(message: IncomingMessage): AsyncGenerator<Buffer> {
  const chunks: AsyncIterable<Buffer> = message.iterator({ destroyOnReturn: false });
  try {
    for await (const chunk of chunks) {
      yield chunk;
      freeMemory(chunk);
    }
  } catch (error) {
    // A request can fail in no other way than that its connection does.
    throw new ClientGoneError(error);
  }
}

/**
 * Returns a used chunk's memory at once. node:http copies every 64 KiB into a new buffer, and V8 lets 64 MiB of them pile up
 * before it collects any: that would be most of what this process needs. (Node 20 has no `transfer`; it waits for the collector.)
 */
function freeMemory({ buffer, byteLength }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength && 'transfer' in buffer)
    buffer.transfer(0);
}
