import type { Contestant } from '../harness/contestant.ts';
import { BUCKET, CREDENTIALS, REGION } from '../servers/store-of-bench.ts';
import { commandContestant } from './command-contestant.ts';
import { nodeContestant } from './node-contestant.ts';

/** What no client in one process can be much faster than: one PUT, no checksum, no signature. */
export const curl: Contestant = commandContestant({
  id: 'curl',
  name: 'curl -T (limit)',
  settings: 'one unsigned PUT, no checksum',
  role: 'limit',
  command: ({ files: [file = ''], urls }) => {
    const answerAway = ['--output', '/dev/null', '--write-out', '%{time_total}'];
    const url = `${urls.sink}/${BUCKET}/curl`;
    return ['curl', '--silent', '--show-error', '--fail', ...answerAway, '--upload-file', file, url];
  },
  secondsIn: Number,
});

export const oursInNode: Contestant = nodeContestant({
  id: 'ours',
  name: '@dawg/client',
  settings: 'defaults: parts as our server plans them (8 MiB here), CRC-32 of each and of the whole',
  role: 'ours',
  module: 'ours-node',
});

export const libStorageTuned: Contestant = nodeContestant({
  id: 'lib-storage-tuned',
  name: '@aws-sdk/lib-storage, tuned',
  settings: '16 MiB parts × 6, reads of 4 MiB, CRC-32 of parts, signs by itself',
  role: 'peer',
  module: 'lib-storage',
  variant: 'tuned',
});

export const libStorage: Contestant = nodeContestant({
  id: 'lib-storage',
  name: '@aws-sdk/lib-storage',
  settings: 'defaults: 5 MiB parts × 4 from a stream, CRC-32 of parts',
  role: 'peer',
  module: 'lib-storage',
});

export const tusInNode: Contestant = nodeContestant({
  id: 'tus',
  name: 'tus-js-client → @tus/server',
  settings: 'one stream (chunkSize unlimited), no checksum, into a store that drops it',
  role: 'peer',
  module: 'tus-node',
});

export const awsCli: Contestant = commandContestant({
  id: 'aws',
  name: 'aws s3 cp',
  settings: 'defaults: 8 MiB parts × 10; with its start',
  role: 'peer',
  command: ({ files: [file = ''], urls }) => {
    const target = `s3://${BUCKET}/aws`;
    return ['aws', 's3', 'cp', '--quiet', '--endpoint-url', urls.sink, file, target];
  },
  environment: {
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
  },
});
