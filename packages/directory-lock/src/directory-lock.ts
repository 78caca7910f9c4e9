import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { constants, mkdir, open, realpath } from 'node:fs/promises';
import { createServer } from 'node:net';

/** A directory that belongs to this process until `release`. */
export interface DirectoryLock {
  readonly release: () => Promise<void>;
}

/** Another process works in the directory. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
  constructor(directory: string, options?: ErrorOptions) {
    super(
      `${directory} is in use by another process. Stop that one first, or choose another directory.`,
      options,
    );
  }
}

/**
 * Takes a directory for this process alone, and creates it if need be. Two processes on one PGlite or one local
 * store lose each other's writes without noticing. Each kind of lock below belongs to the kernel, so it ends with
 * the process however that dies: no stale lock is ever left. Containers with network namespaces of their own do
 * not see each other's. Throws `DirectoryInUseError`.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true });
  const realPath = await realpath(directory);
  try {
    return process.platform === 'linux' || process.platform === 'win32'
      ? await holdSocketName(realPath)
      : await holdLockFile(`${realPath}.lock`);
  } catch (error) {
    throw isTaken(error) ? new DirectoryInUseError(directory, { cause: error }) : error;
  }
}

/** Linux: an abstract socket, no file at all. Windows: a named pipe. Two listeners on one name cannot be. */
async function holdSocketName(realPath: string): Promise<DirectoryLock> {
  const name = `dawg-${createHash('sha256').update(realPath).digest('hex').slice(0, 32)}`;
  const socket = createServer((connection) => connection.destroy());
  socket.listen(process.platform === 'linux' ? `\0${name}` : `\\\\.\\pipe\\${name}`);
  await once(socket, 'listening');
  socket.unref();
  return {
    release: async () => {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** open(2) of macOS and the BSDs can take a lock while it opens; node:fs has no name for that flag. */
const O_EXLOCK = 0x20;

async function holdLockFile(path: string): Promise<DirectoryLock> {
  const { O_CREAT, O_NONBLOCK, O_RDWR } = constants;
  const file = await open(path, O_RDWR | O_CREAT | O_NONBLOCK | O_EXLOCK);
  return { release: () => file.close() };
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['EADDRINUSE', 'EAGAIN'].includes(String(error.code));
}
