import { createLocalTurns } from '../upload/turns.ts';
import { createUploader, type Uploader, type UploaderOptions } from '../upload/uploader.ts';
import { putPartByNode } from './put-part.ts';

/** No browser limits the connections: more are opened where that makes the whole faster. */
const LANES = { start: 6, least: 2, most: 16 };

/** The uploader for Node: a command line, a job, another service. */
export function createNodeUploader(options: Omit<UploaderOptions, 'platform'>): Uploader {
  const platform = { putPart: putPartByNode, turns: createLocalTurns(), lanes: LANES };
  return createUploader({ ...options, platform });
}
