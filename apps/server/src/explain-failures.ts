import type { ServerConfig, StoreConfig } from './env.ts';
import type { Failure } from './start-error.ts';

/** Node's names for a server that cannot be reached, and SQLSTATE class 08. */
const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...)$/;
/** node-postgres has no code for these. */
const UNREACHABLE_MESSAGE =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|does not support SSL/;
/** SQLSTATE: starting or shutting down, no connection left. */
const BUSY = /^(57P0[1-3]|53...)$/;
/** SQLSTATE: the user or the password, the database's name. */
const REFUSED = /^(28...|3D000)$/;

/** Why the database does not open, without the URL's password. */
export function explainDatabase({ databaseUrl, dataDirectory }: ServerConfig) {
  return (failure: Failure): string | null => {
    if (databaseUrl.startsWith('pglite:')) return explainDirectory(failure, dataDirectory);
    const { code, message } = failure;
    const server = `the PostgreSQL server at ${hostOf(databaseUrl)}`;
    if (UNREACHABLE.test(code) || UNREACHABLE_MESSAGE.test(message))
      return `Dawg Storage cannot reach ${server} (${code || message}): start it, or correct DATABASE_URL.`;
    if (BUSY.test(code)) return `Dawg Storage is turned away by ${server} (${message}): try again soon.`;
    if (REFUSED.test(code))
      return `Dawg Storage is refused by ${server} (${message}): correct the user, password or database in DATABASE_URL.`;
    return null;
  };
}

/** Why the server does not listen. */
export function explainListening({ host, port }: ServerConfig) {
  return (failure: Failure) => explainPort(failure, { host, port, names: ['HOST', 'PORT'] });
}

/** Why the embedded store does not open. */
export function explainLocalStore(
  { host, port }: Extract<StoreConfig, { kind: 'local' }>,
  dataDirectory: string,
) {
  return (failure: Failure): string | null =>
    explainDirectory(failure, dataDirectory) ??
    explainPort(failure, { host, port, names: ['LOCAL_STORE_HOST', 'LOCAL_STORE_PORT'] });
}

/**
 * Why the bucket cannot be used. A HEAD has no body, so stores mostly answer with the status alone. Null for what
 * may pass by itself.
 */
export function explainBucket({ bucket, endpoint, region }: Extract<StoreConfig, { kind: 's3' }>) {
  const where = `the S3 bucket ${bucket}${endpoint === undefined ? '' : ` at ${endpoint}`}`;
  const sentences: readonly [RegExp, number, string][] = [
    [
      /^(CredentialsProviderError|TokenProviderError)$/,
      -1,
      `There are no credentials for ${where}: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role.`,
    ],
    [
      /^(AccessDenied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|RequestTimeTooSkewed)$/,
      403,
      `The store does not let us use ${where}: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY (AWS_SESSION_TOKEN with temporary keys), AWS_S3_BUCKET and what the keys are allowed to do, and the clock of this machine.`,
    ],
    [
      /^(NoSuchBucket|NotFound)$/,
      404,
      `There is no such bucket as ${where}: create it, or correct AWS_S3_BUCKET or S3_ENDPOINT.`,
    ],
    [
      /^PermanentRedirect$/,
      301,
      `The region of ${where} is not ${region}, or its address is another: correct AWS_REGION or S3_ENDPOINT.`,
    ],
    [
      /^(BadRequest|AuthorizationHeaderMalformed|ExpiredToken)$/,
      400,
      `The store does not accept how we ask for ${where}: check AWS_REGION (now ${region}), and AWS_SESSION_TOKEN if the keys are temporary.`,
    ],
  ];
  return ({ name, httpStatus }: Failure): string | null =>
    sentences.find(([names, status]) => names.test(name) || status === httpStatus)?.[2] ?? null;
}

function explainPort(
  { code }: Failure,
  { host, port, names }: { host: string; port: number; names: readonly [string, string] },
): string | null {
  const [hostName, portName] = names;
  if (code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use by another program: stop that one, or set ${portName} to another port.`;
  if (code === 'EACCES')
    return `Port ${port} on ${host} is not open to this user: set ${portName} to one above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}: correct ${hostName}.`;
  return null;
}

function explainDirectory({ name, message }: Failure, dataDirectory: string): string | null {
  if (name !== 'DirectoryInUseError') return null;
  return `${message} (DATA_DIRECTORY is ${dataDirectory}.)`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'DATABASE_URL';
}
