import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import { ClientGoneError } from './client-gone-error.ts';
import type { Exchange } from './exchange.ts';
import { receivedChunks } from './received-chunks.ts';

/** How much of a refused upload is still read, so that its sender gets to read why: a usual part, not a whole album. */
const DISCARD_BYTES = 32 * 1024 * 1024;
const DISCARD_MS = 10_000;

/** Reads the first bytes of a streamed body, so that failing to is found out while another answer can still be given. */
export async function prefetch(answer: Answer): Promise<Answer> {
  if (answer.body === undefined || typeof answer.body === 'string') return answer;
  const rest = answer.body[Symbol.asyncIterator]();
  try {
    const first = await rest.next();
    return { ...answer, body: startingWith(first, rest) };
  } catch (error) {
    answer.release?.();
    throw error;
  }
}

/**
 * Sends the answer and leaves the connection ready for the next request, or closed.
 * @throws ClientGoneError, or what the body fails with half-way; the connection is cut then
 */
export async function sendAnswer(exchange: Exchange, answer: Answer): Promise<void> {
  const { message, response } = exchange;
  try {
    response.writeHead(answer.status, { ...answer.headers, ...framing(exchange, answer) });
    if (message.method !== 'HEAD' && answer.body !== undefined) await writeBody(response, answer.body);
    await endAfterRequest(exchange);
  } catch (error) {
    response.destroy();
    throw error;
  } finally {
    answer.release?.();
  }
}

async function writeBody(response: ServerResponse, body: string | AsyncIterable<Uint8Array>): Promise<void> {
  // As bytes: node:http would put a string behind the headers and send both as UTF-8, spoiling headers that are Latin-1.
  if (typeof body === 'string') response.write(Buffer.from(body));
  else for await (const chunk of body) await write(response, chunk);
}

/** Resolves when the chunk is with the kernel: whoever made it may use its memory again. */
function write(response: ServerResponse, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (cause?: unknown) => reject(new ClientGoneError(cause));
    if (response.destroyed) return leave();
    response.once('close', leave);
    response.write(chunk, (error) => {
      response.off('close', leave);
      if (error) leave(error);
      else resolve();
    });
  });
}

function framing(
  { message, isBodyAskedFor }: Exchange,
  { status, body = '' }: Answer,
): Record<string, string> {
  const hasLength = typeof body === 'string' && message.method !== 'HEAD' && status !== 204 && status !== 304;
  return {
    ...(hasLength && { 'content-length': String(Buffer.byteLength(body)) }),
    // A client that was never told to send its body has given up on it, or sends it now: only closing is unambiguous.
    ...(!isBodyAskedFor && { connection: 'close' }),
  };
}

/**
 * Ends the answer when the request has been read to its end. Closing a connection while the other side still sends makes
 * its kernel throw the answer away; so the answer goes out first and what comes is discarded for a while.
 */
async function endAfterRequest({ message, response, isBodyAskedFor }: Exchange): Promise<void> {
  if (message.complete || !isBodyAskedFor) {
    response.end();
    return;
  }
  response.flushHeaders();
  const isAtEnd = await discardBody(message);
  response.end();
  if (!isAtEnd) message.destroy();
}

async function discardBody(message: IncomingMessage): Promise<boolean> {
  const deadline = Date.now() + DISCARD_MS;
  let sizeBytes = 0;
  for await (const chunk of receivedChunks(message)) {
    sizeBytes += chunk.length;
    if (sizeBytes > DISCARD_BYTES || Date.now() > deadline) return false;
  }
  return true;
}

/** Not a generator: one that was never started would not let go of the file the rest is read from. */
function startingWith(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncIterable<Uint8Array> {
  let next: Promise<IteratorResult<Uint8Array>> | undefined = Promise.resolve(first);
  const iterator: AsyncIterableIterator<Uint8Array> = {
    [Symbol.asyncIterator]: () => iterator,
    next() {
      const result = next ?? rest.next();
      next = undefined;
      return result;
    },
    return: async () => (await rest.return?.()) ?? { done: true, value: undefined },
  };
  return iterator;
}
