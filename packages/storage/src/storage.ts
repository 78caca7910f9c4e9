import { createDownloadUrl } from './files/create-download-url.ts';
import { findTaken } from './files/find-taken.ts';
import { getFile } from './files/get-file.ts';
import { listFiles } from './files/list-files.ts';
import { finishPurges, purgeFile } from './files/purge-file.ts';
import { renameFile } from './files/rename-file.ts';
import { restoreFile } from './files/restore-file.ts';
import { trashFile } from './files/trash-file.ts';
import type { Ports } from './ports/ports.ts';
import { getQuota } from './quota/get-quota.ts';
import { abortUpload } from './uploads/abort-upload.ts';
import { completeUpload } from './uploads/complete-upload.ts';
import { createUpload } from './uploads/create-upload.ts';
import { getUpload } from './uploads/get-upload.ts';
import { listUploads } from './uploads/list-uploads.ts';
import { placeUpload } from './uploads/place-upload.ts';
import { signParts } from './uploads/sign-parts.ts';
import { sweepSealedKeys } from './uploads/sweep-sealed-keys.ts';
import { sweepUploads } from './uploads/sweep-uploads.ts';

/** Binds every use-case to its ports, once, at the composition root. The owner is named in each request. */
export function createStorage(ports: Ports) {
  return {
    uploads: {
      create: bind(ports, createUpload),
      sign: bind(ports, signParts),
      place: bind(ports, placeUpload),
      get: bind(ports, getUpload),
      list: bind(ports, listUploads),
      complete: bind(ports, completeUpload),
      abort: bind(ports, abortUpload),
    },
    files: {
      list: bind(ports, listFiles),
      get: bind(ports, getFile),
      findTaken: bind(ports, findTaken),
      rename: bind(ports, renameFile),
      trash: bind(ports, trashFile),
      restore: bind(ports, restoreFile),
      purge: bind(ports, purgeFile),
      createDownloadUrl: bind(ports, createDownloadUrl),
    },
    quota: { get: bind(ports, getQuota) },
    jobs: {
      sweepUploads: () => sweepUploads(ports),
      sweepSealedKeys: () => sweepSealedKeys(ports),
      finishPurges: () => finishPurges(ports),
    },
    settings: ports.settings,
  };
}

export type Storage = ReturnType<typeof createStorage>;

function bind<Request, Answer>(ports: Ports, useCase: (ports: Ports, request: Request) => Answer) {
  return (request: Request) => useCase(ports, request);
}
