import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory that belongs to this process until `release`. */
export interface DirectoryLock {
  release(): Promise<void>;
}

/** Another process works in the directory. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
  constructor(directory: string) {
    super(`${directory} is in use by another process. Stop that one first, or choose another directory.`);
  }
}

/**
 * Takes a directory for this process alone, and creates it if need be. Two processes on one PGlite or one local
 * store lose each other's writes without noticing. The lock is a socket's name: the kernel frees it however the
 * process dies, so no stale lock is ever left to clean up. Throws `DirectoryInUseError`.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  mkdirSync(directory, { recursive: true });
  const socket = createServer((connection) => connection.end());
  await new Promise<void>((resolve, reject) => {
    socket.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new DirectoryInUseError(directory) : error),
    );
    socket.listen(socketName(realpathSync(directory)), resolve);
  });
  socket.unref();
  return { release: () => new Promise((resolve) => socket.close(() => resolve())) };
}

function socketName(realPath: string): string {
  const name = `dawg-${createHash('sha256').update(realPath).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`; // abstract: no file, gone with the process
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}
