import { createFfmpegEngine } from '@dawg/audio-engine/ffmpeg-engine';
import { createHeaderReader } from '@dawg/audio-engine/header-reader';
import { openChangeFeed } from '@dawg/database/change-feed';
import { openAnalysisQueue } from '@dawg/database/jobs/analysis-queue';
import { createDatabaseCatalog } from '@dawg/database/database-catalog';
import { openDatabase } from '@dawg/database/open-database';
import { createClamdScanner } from '@dawg/virus-scan-clamd/clamd-scanner';
import { createStorage } from '@dawg/storage/storage';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createAuth } from './accounts/auth.ts';
import { issueSetupToken } from './accounts/owner-setup.ts';
import type { ServerConfig } from './env.ts';
import { explainDatabase, explainListening } from './explain-failures.ts';
import { buildApp } from './http/build-app.ts';
import { startJobs } from './jobs.ts';
import { keepSecrets } from './kept-secrets.ts';
import { openObjectStore } from './object-store/open-object-store.ts';
import { explaining } from './start-error.ts';
import { describeScan, type ScanState } from './worker/describe-scan.ts';
import { describeSound, type SoundState } from './worker/describe-sound.ts';
import { startWorker } from './worker/start-worker.ts';
import { createVersionInspector } from './worker/version-inspector.ts';
import { openWorkFolder } from './worker/work-folder.ts';

export interface RunningServer {
  /** Where it listens; null for a process that only works. */
  readonly address: string | null;
  /** The one-time link that creates the owner; null once there is one. */
  readonly setupUrl: string | null;
  readonly databaseDescription: string;
  readonly storeDescription: string;
  /** What becomes of the sound of what is stored. */
  readonly sound: SoundState;
  /** Whether it is scanned for viruses. */
  readonly scan: ScanState;
  /** False when the store did not answer: uploads and downloads wait until it does. */
  readonly storeIsAnswering: boolean;
  /** Finishes the requests under way and lets everything go, in the reverse order of the start. */
  close(): Promise<void>;
}

/**
 * The composition root: configuration in, a listening server out. When a part fails to start, the others end. Throws
 * `StartError` for what only a person can put right.
 */
export async function startServer(config: ServerConfig): Promise<RunningServer> {
  const opened: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closeOne of opened.toReversed()) await closeOne();
    opened.length = 0;
  };
  try {
    return { ...(await start(config, opened)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  config: ServerConfig,
  opened: (() => Promise<void>)[],
): Promise<Omit<RunningServer, 'close'>> {
  const secrets = await keepSecrets(config.dataDirectory);
  const database = await explaining(() => openDatabase(config.databaseUrl), explainDatabase(config));
  opened.push(() => database.close());
  const origins = allowedOrigins(config);
  const store = await openObjectStore(config, secrets, origins);
  opened.push(() => store.close());

  const changes = await openChangeFeed(database);
  opened.push(() => changes.close());
  // Before the queue: what is under way when the queue closes still needs it.
  const folder =
    config.worker === 'off' ? null : await openWorkFolder(join(config.dataDirectory, 'analysis'));
  if (folder) opened.push(() => folder.close());
  const queue = await openAnalysisQueue(database, {
    heartbeatSeconds: config.workerHeartbeatSeconds,
  });
  opened.push(() => queue.close());
  const storage = createStorage({
    ...createDatabaseCatalog(database.prisma, {
      defaultQuotaBytes: config.defaultQuotaBytes,
      onStored: queue.onStored,
    }),
    changes: changes.feed,
    objects: store.objects,
    clock: { now: () => new Date() },
    ids: { next: randomUUID },
    settings: {
      maxFileBytes: config.maxFileBytes,
      smallestPartBytes: config.smallestPartBytes,
      singlePutMaxBytes: config.singlePutMaxBytes,
      playbackUrlSeconds: config.playbackUrlSeconds,
      scansUploads: config.scan !== null,
    },
  });
  const auth = createAuth(database.prisma, {
    publicUrl: config.publicUrl,
    trustedOrigins: origins,
    secret: config.authSecret ?? secrets.authSecret,
    openSignUp: config.openSignUp,
  });
  const engine = createFfmpegEngine({ ffmpeg: 'ffmpeg', ffprobe: 'ffprobe', searchPath: config.searchPath });
  const scanner =
    config.scan && createClamdScanner({ ...config.scan, timeoutMs: config.scan.timeoutSeconds * 1000 });
  const app = await buildApp({
    config,
    storage,
    auth,
    database,
    storeOrigin: store.publicOrigin,
    sentFromHere: store.sentFromHere,
    origins,
    dependencies: [
      { name: 'database', check: () => database.check() },
      { name: 'store', check: () => store.check() },
    ],
    describeSound: () => describeSound(config, engine),
    describeScan: () => describeScan(scanner),
  });
  queue.onProblem((error) => app.log.error({ err: error }, 'the queue of analyses'));
  opened.push(() => app.close());
  const address = config.worker === 'only' ? null : await listen(app, config);
  if (folder) {
    const inspector = createVersionInspector({
      audio: { engine, headers: createHeaderReader() },
      scanner,
      directory: folder.path,
      onScannerProblem: (problem) => app.log.warn({ problem }, 'the virus scanner gives no verdict'),
    });
    const worker = await startWorker({
      storage,
      queue,
      inspector,
      engine,
      concurrency: config.workerConcurrency,
      log: app.log,
    });
    opened.push(() => worker.stop());
  }
  const jobs = startJobs(storage, app.log, { trashDays: config.trashDays });
  opened.push(() => jobs.stop());

  const setupToken = await issueSetupToken(database.prisma);
  return {
    address,
    setupUrl: setupToken === null ? null : `${config.publicUrl}/setup#token=${setupToken}`,
    databaseDescription: database.isEmbedded
      ? config.databaseUrl.replace('pglite:', 'PGlite in ')
      : 'PostgreSQL server',
    storeDescription: store.description,
    storeIsAnswering: store.isAnswering,
    sound: await describeSound(config, engine),
    scan: await describeScan(scanner),
  };
}

function listen(app: FastifyInstance, config: ServerConfig): Promise<string> {
  const { host, port } = config;
  return explaining(() => app.listen({ host, port }), explainListening(config));
}

/** The public origin, what else was named, and both names of loopback, since people type either. */
function allowedOrigins({ publicUrl, trustedOrigins }: ServerConfig): string[] {
  const { protocol, hostname, port } = new URL(publicUrl);
  const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1';
  const both = isLoopback
    ? ['localhost', '127.0.0.1'].map((name) => `${protocol}//${name}${port && `:${port}`}`)
    : [];
  return [...new Set([publicUrl, ...both, ...trustedOrigins])];
}
