import { AudioFailure } from '@dawg/audio/audio-failure';
import type { StopSignal } from '@dawg/audio/ports/audio-engine';
import { ScannerUnavailable } from '@dawg/audio/ports/virus-scanner';
import { connect, type Socket } from 'node:net';

/** A socket in the file system, or a host and port. The daemon trusts whoever can connect: keep it to this machine. */
export type ClamdAddress = { readonly path: string } | { readonly host: string; readonly port: number };

/** One command and its reply, on a connection of its own that is closed when it is disposed of. */
export interface ClamdConversation extends Disposable {
  readonly hasReplied: boolean;
  /** Waits until clamd takes more. Bytes after its reply are dropped. */
  write(bytes: Uint8Array): Promise<void>;
  /** Without the zero at its end. */
  reply(): Promise<string>;
}

/** Longer replies are not understood anyway. */
const MAX_REPLY_LENGTH = 4_096;

/** Throws `ScannerUnavailable` when there is nobody, or nobody says anything for `timeoutMs`. */
export async function connectToClamd(
  address: ClamdAddress,
  timeoutMs: number,
  signal: StopSignal,
): Promise<ClamdConversation> {
  const socket = connect('path' in address ? { path: address.path } : { ...address });
  let failure: Error | null = null;
  let received = '';
  let hasReplied = false;
  /** Whoever waits for something to happen on the socket. */
  let wake = () => {};
  const fail = (error: Error) => {
    failure ??= error;
    socket.destroy();
    wake();
  };
  const onAbort = () => fail(new AudioFailure('stopped'));
  signal.addEventListener('abort', onAbort);

  socket.setEncoding('latin1').setTimeout(timeoutMs, () => fail(new ScannerUnavailable('clamd is silent')));
  socket.on('data', (text) => {
    received = (received + String(text)).slice(0, MAX_REPLY_LENGTH);
    hasReplied ||= received.includes('\0');
    wake();
  });
  // A reply that came before the connection broke counts: clamd closes it when it has had enough.
  socket.on('error', (error) => fail(new ScannerUnavailable(error.message, { cause: error })));
  socket.on('close', () => fail(new ScannerUnavailable('clamd closed the connection')));
  socket.on('drain', () => wake());
  socket.on('connect', () => wake());

  async function until(happened: () => boolean): Promise<void> {
    while (!happened() && !hasReplied) {
      if (failure) throw failure;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  const conversation: ClamdConversation = {
    get hasReplied() {
      return hasReplied;
    },
    async write(bytes) {
      if (failure && !hasReplied) await until(() => false);
      if (!hasReplied && !socket.write(bytes)) await until(() => !socket.writableNeedDrain);
    },
    async reply() {
      await until(() => hasReplied);
      return received.slice(0, received.indexOf('\0'));
    },
    [Symbol.dispose]() {
      signal.removeEventListener('abort', onAbort);
      socket.destroy();
    },
  };
  try {
    await until(() => isConnected(socket));
    return conversation;
  } catch (error) {
    conversation[Symbol.dispose]();
    throw error;
  }
}

function isConnected(socket: Socket): boolean {
  return !socket.connecting && !socket.destroyed;
}
