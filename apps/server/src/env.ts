import {
  DEFAULT_MAX_FILE_BYTES,
  DEFAULT_PART_BYTES,
  DEFAULT_QUOTA_BYTES,
  DEFAULT_TRASH_DAYS,
  LARGEST_OBJECT_BYTES,
  LARGEST_PART_BYTES,
  SINGLE_PUT_MAX_BYTES,
  SMALLEST_PART_BYTES,
} from '@dawg/contract/limits';
import { CLAMD_MAX_FILE_BYTES } from '@dawg/virus-scan-clamd/clamd-scanner';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Where objects are kept. */
export type StoreConfig =
  | {
      readonly kind: 'local';
      readonly host: string;
      readonly port: number;
      readonly publicUrl: string | null;
    }
  | {
      readonly kind: 's3';
      readonly bucket: string;
      readonly region: string;
      readonly endpoint: string | undefined;
      readonly credentials: StoreCredentials | undefined;
    };

/** A pair of keys; temporary ones come with a token. */
interface StoreCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The daemon of ClamAV. */
export interface ScanConfig {
  readonly address: { readonly path: string } | { readonly host: string; readonly port: number };
  /** Larger files are not sent to it and are unscannable. */
  readonly maxFileBytes: number;
  /** Silence after which it counts as gone. */
  readonly timeoutSeconds: number;
}

/** Everything an installation may decide, checked. */
export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  /** The origin people open, without a slash at the end. */
  readonly publicUrl: string;
  /** Other origins at which people open this same server: a second name, a proxy. */
  readonly trustedOrigins: readonly string[];
  /** Whose word on the address of a client counts: nobody's, everybody's, or that of these proxies. */
  readonly trustedProxy: boolean | string[];
  /** The request header that names the caller, set by a proxy in front; null where nobody is believed. Lower case. */
  readonly trustedUserHeader: string | null;
  readonly dataDirectory: string;
  readonly databaseUrl: string;
  readonly authSecret: string | undefined;
  readonly openSignUp: boolean;
  readonly defaultQuotaBytes: number;
  readonly maxFileBytes: number;
  readonly smallestPartBytes: number;
  readonly singlePutMaxBytes: number;
  /** Days after which what is in the trash is deleted for good. */
  readonly trashDays: number;
  /** Whether this process looks at what was stored: beside its requests, not at all, or nothing else. */
  /** How long an address to play from works. */
  readonly playbackUrlSeconds: number;
  /** Folders in which the programs that decode sound are looked for. */
  readonly searchPath: string;
  readonly worker: 'inside' | 'off' | 'only';
  /** Versions looked at at a time. */
  readonly workerConcurrency: number;
  /** After how long without a sign of life a worker counts as dead, and its work is begun again. */
  readonly workerHeartbeatSeconds: number;
  /** Where clamd is, and what it is given; null where nothing is scanned for viruses. */
  readonly scan: ScanConfig | null;
  readonly logLevel: string;
  readonly store: StoreConfig;
}

/** S3's largest PUT: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const LARGEST_PUT_BYTES = 5 * 2 ** 30;

const port = z.coerce.number().int().min(0).max(65_535);
const bytes = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);
/** An IP address, or a network in CIDR notation. */
const network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be true, false, or addresses');
/** Not one that clients or proxies send for reasons of their own. */
const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/, 'must be the name of a header, e.g. x-user-id')
  .transform((name) => name.toLowerCase())
  .refine((name) => !['authorization', 'cookie', 'host', 'origin'].includes(name), 'has another meaning');
/** A path, or a host and a port: `127.0.0.1:3310`, `[::1]:3310`. */
const clamdAddress = z.string().transform((text, context): ScanConfig['address'] => {
  if (text.startsWith('/')) return { path: text };
  const [, host, digits] = /^(\[[\da-fA-F:.]+\]|[^\s:[\]]+):(\d{1,5})$/.exec(text) ?? [];
  const number = Number(digits);
  if (host && number > 0 && number < 65_536) return { host: host.replace(/[[\]]/g, ''), port: number };
  context.addIssue({ code: 'custom', message: 'must be a path, or host:port, e.g. 127.0.0.1:3310' });
  return z.NEVER;
});
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

const schema = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3100),
  PUBLIC_URL: origin.optional(),
  TRUSTED_ORIGINS: list.pipe(z.array(origin)).default([]),
  TRUSTED_PROXY: z.union([flag, list.pipe(z.array(network))]).default(false),
  TRUSTED_USER_HEADER: headerName.optional(),
  DATA_DIRECTORY: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .string()
    .regex(/^(postgres(ql)?:\/\/|pglite:)/, 'must begin with postgres:// or pglite:')
    .optional(),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  OPEN_SIGN_UP: flag.default(false),
  DEFAULT_QUOTA_BYTES: bytes(0, Number.MAX_SAFE_INTEGER).default(DEFAULT_QUOTA_BYTES),
  MAX_FILE_BYTES: bytes(1, LARGEST_OBJECT_BYTES).default(DEFAULT_MAX_FILE_BYTES),
  MULTIPART_PART_SIZE: bytes(SMALLEST_PART_BYTES, LARGEST_PART_BYTES).default(DEFAULT_PART_BYTES),
  MULTIPART_THRESHOLD: bytes(0, LARGEST_PUT_BYTES).default(SINGLE_PUT_MAX_BYTES),
  TRASH_DAYS: z.coerce.number().int().min(1).max(36_500).default(DEFAULT_TRASH_DAYS),
  PLAYBACK_URL_SECONDS: z.coerce.number().int().min(5).max(86_400).default(900),
  WORKER: z.enum(['inside', 'off', 'only']).default('inside'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(2),
  WORKER_HEARTBEAT_SECONDS: z.coerce.number().int().min(10).max(3600).default(20),
  SCAN: z.enum(['off', 'on']).default('off'),
  CLAMD_ADDRESS: clamdAddress.prefault('/var/run/clamav/clamd.ctl'),
  CLAMD_MAX_FILE_BYTES: bytes(1, 2_147_483_644).default(CLAMD_MAX_FILE_BYTES),
  CLAMD_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(3600).default(180),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('warn'),
  LOCAL_STORE_HOST: z.string().default('127.0.0.1'),
  LOCAL_STORE_PORT: port.default(3101),
  LOCAL_STORE_PUBLIC_URL: origin.optional(),
  USE_S3: flag.optional(),
  S3_ENDPOINT: origin.optional(),
  AWS_REGION: z.string().min(1).default('us-east-1'),
  AWS_S3_BUCKET: z.string().min(3).max(63).optional(),
  S3_BUCKET_NAME: z.string().min(3).max(63).optional(),
  AWS_ACCESS_KEY_ID: z.string().min(1).optional(),
  AWS_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  AWS_SESSION_TOKEN: z.string().min(1).optional(),
});

/** The environment variables that are read, all of them. */
export const SETTING_NAMES: readonly string[] = Object.keys(schema.shape);

type Environment = z.infer<typeof schema>;

/** One or more settings are wrong; the message lists them all. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(problems: readonly string[]) {
    super(
      `The configuration is not valid (.env.example explains each name):\n${problems.map((p) => `  ${p}`).join('\n')}`,
    );
  }
}

/** Reads the settings from environment variables; an empty one is as good as none. Throws `ConfigError`. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): ServerConfig {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? contradictionsIn(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`);
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return { ...toConfig(parsed.data), searchPath: given['PATH'] ?? DEFAULT_PATH };
}

/** Not a setting of ours: what a login shell would have. */
const DEFAULT_PATH = '/usr/local/bin:/usr/bin:/bin';

/** Listening there is listening on every interface. */
const WILDCARD_HOSTS = ['0.0.0.0', '::'];

function contradictionsIn(env: Environment): string[] {
  const bucket = env.AWS_S3_BUCKET ?? env.S3_BUCKET_NAME;
  const wantsS3 = env.USE_S3 ?? env.S3_ENDPOINT !== undefined;
  const rules: readonly [boolean, string][] = [
    [
      env.AWS_S3_BUCKET !== undefined &&
        env.S3_BUCKET_NAME !== undefined &&
        env.AWS_S3_BUCKET !== env.S3_BUCKET_NAME,
      'S3_BUCKET_NAME: differs from AWS_S3_BUCKET; set one of them',
    ],
    [wantsS3 && bucket === undefined, 'AWS_S3_BUCKET: is needed with USE_S3 or S3_ENDPOINT, e.g. my-audio'],
    [!wantsS3 && bucket !== undefined, 'USE_S3: a bucket is named but S3 is not used; set USE_S3=true'],
    [
      (env.AWS_ACCESS_KEY_ID === undefined) !== (env.AWS_SECRET_ACCESS_KEY === undefined),
      'AWS_SECRET_ACCESS_KEY: goes with AWS_ACCESS_KEY_ID; set both or neither',
    ],
    [
      !wantsS3 && WILDCARD_HOSTS.includes(env.LOCAL_STORE_HOST) && env.LOCAL_STORE_PUBLIC_URL === undefined,
      `LOCAL_STORE_PUBLIC_URL: is needed with LOCAL_STORE_HOST=${env.LOCAL_STORE_HOST}, which no browser can open`,
    ],
  ];
  return rules.filter(([isBroken]) => isBroken).map(([, problem]) => problem);
}

function toConfig(env: Environment): Omit<ServerConfig, 'searchPath'> {
  const dataDirectory = resolve(env.DATA_DIRECTORY);
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    trustedOrigins: env.TRUSTED_ORIGINS,
    trustedProxy: env.TRUSTED_PROXY,
    trustedUserHeader: env.TRUSTED_USER_HEADER ?? null,
    dataDirectory,
    databaseUrl: env.DATABASE_URL ?? `pglite:${resolve(dataDirectory, 'database')}`,
    authSecret: env.AUTH_SECRET,
    openSignUp: env.OPEN_SIGN_UP,
    defaultQuotaBytes: env.DEFAULT_QUOTA_BYTES,
    maxFileBytes: env.MAX_FILE_BYTES,
    smallestPartBytes: env.MULTIPART_PART_SIZE,
    singlePutMaxBytes: env.MULTIPART_THRESHOLD,
    trashDays: env.TRASH_DAYS,
    playbackUrlSeconds: env.PLAYBACK_URL_SECONDS,
    worker: env.WORKER,
    workerConcurrency: env.WORKER_CONCURRENCY,
    workerHeartbeatSeconds: env.WORKER_HEARTBEAT_SECONDS,
    scan:
      env.SCAN === 'off'
        ? null
        : {
            address: env.CLAMD_ADDRESS,
            maxFileBytes: env.CLAMD_MAX_FILE_BYTES,
            timeoutSeconds: env.CLAMD_TIMEOUT_SECONDS,
          },
    logLevel: env.LOG_LEVEL,
    store: toStoreConfig(env),
  };
}

function toStoreConfig(env: Environment): StoreConfig {
  const bucket = env.AWS_S3_BUCKET ?? env.S3_BUCKET_NAME;
  if (bucket === undefined) {
    const publicUrl = env.LOCAL_STORE_PUBLIC_URL ?? null;
    return { kind: 'local', host: env.LOCAL_STORE_HOST, port: env.LOCAL_STORE_PORT, publicUrl };
  }
  return {
    kind: 's3',
    bucket,
    region: env.AWS_REGION,
    endpoint: env.S3_ENDPOINT,
    credentials: toCredentials(env),
  };
}

function toCredentials(env: Environment): StoreCredentials | undefined {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) return undefined;
  const token = env.AWS_SESSION_TOKEN;
  return { accessKeyId, secretAccessKey, ...(token === undefined ? {} : { sessionToken: token }) };
}
