import type { Contestant } from '../harness/contestant.ts';
import { browserContestant } from './browser-contestant.ts';

export const rawPut: Contestant = browserContestant({
  id: 'raw-put',
  name: 'one PUT by XMLHttpRequest (limit)',
  settings: 'unsigned, no checksum, cannot be resumed',
  role: 'limit',
  module: 'raw-put',
});

export const oursInBrowser: Contestant = browserContestant({
  id: 'ours',
  name: '@dawg/client',
  settings:
    'defaults: parts as our server plans them (8 MiB here), one PUT up to 5 MiB, CRC-32 of each and of the whole',
  role: 'ours',
  module: 'ours',
});

export const uppy5: Contestant = browserContestant({
  id: 'uppy-5',
  name: 'Uppy 5, parts',
  settings: 'limit 6 (default), 5 MiB parts (default), each signed by a call, no checksum',
  role: 'peer',
  module: 'uppy-5',
  variant: 'parts',
});

export const uppy6: Contestant = browserContestant({
  id: 'uppy-6',
  name: 'Uppy 6, parts',
  settings:
    'limit 6 files (default), 5 MiB parts one after another (no choice), each signed by a call, no checksum',
  role: 'peer',
  module: 'uppy-6',
  variant: 'parts',
});

export const uppy6Put: Contestant = browserContestant({
  id: 'uppy-6-put',
  name: 'Uppy 6, one PUT',
  settings: 'its default up to 100 MiB: one signed PUT a file, which cannot be resumed; limit 6, no checksum',
  role: 'peer',
  module: 'uppy-6',
  variant: 'put',
});

export const uppy6Form: Contestant = browserContestant({
  id: 'uppy-6-form',
  name: 'Uppy 6, one POST form',
  settings: 'a POST policy a file, which needs no preflight; limit 6, no checksum',
  role: 'peer',
  module: 'uppy-6',
  variant: 'form',
});

export const betterUpload: Contestant = browserContestant({
  id: 'better-upload',
  name: 'better-upload, parts',
  settings: '16 MiB parts, all at once (default), all signed by one call, no checksum',
  role: 'peer',
  module: 'better-upload',
  variant: 'large',
});

export const betterUploadMany: Contestant = browserContestant({
  id: 'better-upload',
  name: 'better-upload, one PUT',
  settings: 'all files at once (default), all signed by one call, no checksum',
  role: 'peer',
  module: 'better-upload',
  variant: 'many',
});

export const tusInBrowser: Contestant = browserContestant({
  id: 'tus',
  name: 'tus-js-client → @tus/server',
  settings: 'one stream (chunkSize unlimited), no checksum, into a store that drops it',
  role: 'peer',
  module: 'tus',
});
