import { createLocalTurns } from '../upload/turns.ts';
import { createUploader, type Uploader, type UploaderOptions } from '../upload/uploader.ts';
import { NODE_BATCHES, NODE_LANES } from './node-lanes.ts';
import { putPartByNode } from './put-part.ts';

/** The uploader for Node: a command line, a job, another service. */
export function createNodeUploader(options: Omit<UploaderOptions, 'platform'>): Uploader {
  const platform = {
    putPart: putPartByNode,
    turns: createLocalTurns(),
    lanes: NODE_LANES,
    batches: NODE_BATCHES,
  };
  return createUploader({ ...options, platform });
}
