import { StorageError } from '@dawg/contract/storage-error';
import type { StoredFileRecord } from '../files/stored-file.ts';
import type { Ports } from '../ports/ports.ts';
import { giveToOthers } from '../scan/may-leave.ts';

/** Whoever follows a link is sent on at once: a URL that leaks on the way there is soon worth nothing. */
const FOLLOWED_URL_SECONDS = 60;

/** What a token may look like; anything else is answered without asking the database. */
const TOKEN = /^[\w-]{40,64}$/;

/**
 * Where the bytes of a link's file are, for one minute. Throws `link-not-found` for a link that has expired or never was,
 * `file-not-found` while its file is in the trash, and once it is gone; `file-not-scanned-yet`, `file-quarantined`,
 * `file-unscannable`.
 */
export async function followLink(
  ports: Pick<Ports, 'files' | 'tickets' | 'objects' | 'clock'>,
  { token }: { readonly token: string },
): Promise<{ readonly url: string }> {
  const ticket = TOKEN.test(token) ? await ports.tickets.find(token, 'link', ports.clock.now()) : null;
  if (!ticket) throw new StorageError('link-not-found');
  const [file] = await ports.files.findActive(ticket.owner, ticket.fileIds);
  if (!file) throw new StorageError('file-not-found');
  giveToOthers(file);
  return urlOf(ports, file);
}

/**
 * Where the bytes of a public file are, for one minute. Throws `link-not-found`, in the same words, for a link that never
 * was, one whose file is not public any more, and one whose file is in the trash or gone; of scans as `followLink` does.
 */
export async function followPublicLink(
  ports: Pick<Ports, 'files' | 'objects'>,
  { token }: { readonly token: string },
): Promise<{ readonly url: string }> {
  const file = TOKEN.test(token) ? await ports.files.findPublic(token) : null;
  if (!file) throw new StorageError('link-not-found');
  giveToOthers(file);
  return urlOf(ports, file);
}

async function urlOf(
  ports: Pick<Ports, 'objects'>,
  { storageKey, fileName, contentType }: StoredFileRecord,
): Promise<{ readonly url: string }> {
  const as = { fileName, contentType };
  return { url: await ports.objects.presignDownload(storageKey, as, FOLLOWED_URL_SECONDS) };
}
