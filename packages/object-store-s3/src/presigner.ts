import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl, S3RequestPresigner } from '@aws-sdk/s3-request-presigner';

/** What a URL allows: one request, with these headers. */
export interface RequestToSign {
  readonly method: 'GET' | 'PUT';
  readonly key: string;
  readonly query: Readonly<Record<string, string>>;
  /** Signed, all of them: the request must carry them as they are here. `host` is added. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Answers the URL of a request, to be used within so many seconds. */
export type Presigner = (request: RequestToSign, expiresInSeconds: number) => Promise<string>;

/**
 * Signs requests to one bucket, by the same signer and to the same URLs as the SDK's `getSignedUrl`. That builds a
 * command for each URL and asks anew where the bucket is, which costs four times as much as the signature; here it is
 * asked once. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function createPresigner(client: S3Client, bucket: string): Presigner {
  let place: Promise<BucketPlace> | null = null;
  const found = () => {
    place ??= findBucket(client, bucket).catch((error: unknown) => {
      place = null; // no credentials yet: asked again with the next URL
      throw error;
    });
    return place;
  };
  return async ({ method, key, query, headers }, expiresInSeconds) => {
    const { protocol, hostname, port, folder, signer } = await found();
    const names = new Set(Object.keys(headers));
    const signed = await signer.presign(
      {
        method,
        protocol,
        hostname,
        ...(port === undefined ? {} : { port }),
        path: folder + key.split('/').map(escape).join('/'),
        query: { ...query },
        headers: { ...headers },
      },
      // Named in both sets, or the signer leaves some out and hides others in the query, where stores ignore them.
      {
        expiresIn: expiresInSeconds,
        signableHeaders: new Set(['host', ...names]),
        unhoistableHeaders: names,
      },
    );
    const pairs = Object.entries(signed.query ?? {}).map(
      ([name, value]) => `${escape(name)}=${escape(String(value))}`,
    );
    return `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${signed.path}?${pairs.join('&')}`;
  };
}

interface BucketPlace {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: number | undefined;
  /** Where its objects are: `/`, or `/bucket/` in a store that is addressed by path. */
  readonly folder: string;
  readonly signer: S3RequestPresigner;
}

const ANY_KEY = 'any';

/** Where the SDK would send a request, and for which region it would sign it. */
async function findBucket(client: S3Client, bucket: string): Promise<BucketPlace> {
  const url = new URL(await getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: ANY_KEY })));
  const [, , region = ''] = (url.searchParams.get('X-Amz-Credential') ?? '').split('/');
  return {
    protocol: url.protocol,
    hostname: url.hostname,
    port: url.port === '' ? undefined : Number(url.port),
    folder: url.pathname.slice(0, -ANY_KEY.length),
    signer: new S3RequestPresigner({ ...client.config, region: () => Promise.resolve(region) }),
  };
}

/** RFC 3986, as signatures want it: `encodeURIComponent` leaves five characters that it reserves. */
function escape(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
