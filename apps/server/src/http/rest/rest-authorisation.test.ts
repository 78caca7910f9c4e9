import { REST_ROUTES } from '@dawg/api/rest/rest-routes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkTo, publicLinkTo, zipOf } from '../../../testing/make-links.ts';
import { signUp, type RestCaller } from '../../../testing/rest-caller.ts';
import { startTestServer, type TestServer } from '../../../testing/test-server.ts';

type Init = Pick<RequestInit, 'body'> & { readonly headers?: Record<string, string> };

type Actor = 'anonymous' | 'owner' | 'stranger';

interface Row {
  /** The request, given the id of a file of the owner's, who may have to make its link. */
  readonly request: (fileId: string, owner: RestCaller) => Request | Promise<Request>;
  /** The status for each. */
  readonly verdicts: Readonly<Record<Actor, number>>;
}

interface Request {
  readonly path: string;
  readonly init?: Init;
}

const SIGNED_IN = { anonymous: 401, owner: 200, stranger: 200 };
const OWNER_OF_FILE = { anonymous: 401, owner: 200, stranger: 404 };
/** Whoever has the link, which its owner alone can make. */
const ANYBODY = { anonymous: 200, owner: 200, stranger: 200 };
const SENT_ON = { anonymous: 302, owner: 302, stranger: 302 };
const form = () => {
  const data = new FormData();
  data.append('file', new File([new Uint8Array(10)], 'a.wav'));
  return data;
};
const json = (body: unknown): Init => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Every route × actor. A route without a row fails the test that walks this table. */
const MATRIX: Readonly<Record<string, Row>> = {
  'post /api/storage/upload': {
    request: () => ({ path: '/api/storage/upload', init: { body: form() } }),
    verdicts: SIGNED_IN,
  },
  'get /api/storage/download/{fileId}': {
    request: (id) => ({ path: `/api/storage/download/${id}` }),
    verdicts: OWNER_OF_FILE,
  },
  'get /api/storage/files': { request: () => ({ path: '/api/storage/files' }), verdicts: SIGNED_IN },
  'delete /api/storage/files/{fileId}': {
    request: (id) => ({ path: `/api/storage/files/${id}?permanent=true` }),
    verdicts: OWNER_OF_FILE,
  },
  'put /api/storage/files/{fileId}/rename': {
    request: (id) => ({ path: `/api/storage/files/${id}/rename`, init: json({ newName: `${id}.wav` }) }),
    verdicts: OWNER_OF_FILE,
  },
  'post /api/storage/zip': {
    request: (id) => ({ path: '/api/storage/zip', init: json({ fileIds: [id] }) }),
    verdicts: OWNER_OF_FILE,
  },
  'get /api/storage/zip/{token}': {
    request: async (id, owner) => ({ path: await zipOf(id, owner) }),
    verdicts: ANYBODY,
  },
  'get /api/storage/link/{token}': {
    request: async (id, owner) => ({ path: await linkTo(id, owner) }),
    verdicts: SENT_ON,
  },
  'get /api/storage/public/{token}': {
    request: async (id, owner) => ({ path: await publicLinkTo(id, owner) }),
    verdicts: SENT_ON,
  },
  'get /api/storage/statistics': {
    request: () => ({ path: '/api/storage/statistics' }),
    verdicts: SIGNED_IN,
  },
  'get /api/storage/quota': { request: () => ({ path: '/api/storage/quota' }), verdicts: SIGNED_IN },
};

/** Of those that answer no JSON there is no table: the server's own list has them, too. */
const STREAMS = [
  'post /api/storage/upload',
  'get /api/storage/zip/{token}',
  'get /api/storage/link/{token}',
  'get /api/storage/public/{token}',
];

describe('the authorisation matrix of the REST routes', () => {
  let server: TestServer;
  let owner: RestCaller;
  let stranger: RestCaller;
  beforeAll(async () => {
    server = await startTestServer({ openSignUp: true });
    owner = await signUp(server, 'owner');
    stranger = await signUp(server, 'stranger');
  });
  afterAll(() => server.close());

  const everything = () =>
    Promise.all(
      [owner, stranger].flatMap((caller) => [
        caller.ask('GET', '/api/storage/files'),
        caller.ask('GET', '/api/storage/quota'),
      ]),
    );
  const call = (actor: Actor, route: string, { path, init = {} }: Request): Promise<Response> => {
    const [method = ''] = route.split(' ');
    const headers = { ...init.headers, ...(actor === 'anonymous' ? { authorization: 'Bearer x.y' } : {}) };
    const caller = actor === 'stranger' ? stranger : owner;
    return caller.call(method.toUpperCase(), path, { ...init, headers, redirect: 'manual' });
  };
  const requestOf = async (route: string, id: string) => {
    const request = await MATRIX[route]?.request(id, owner);
    if (!request) throw new Error(`${route} has no row`);
    return request;
  };
  const storedFile = async () => {
    const { file } = await owner.upload(new Uint8Array(20), 'mine.wav');
    return file?.id ?? '';
  };

  test('has a row for every route, and no other', () => {
    const routes = [...REST_ROUTES.map(({ method, path }) => `${method} ${path}`), ...STREAMS];
    expect(Object.keys(MATRIX).toSorted()).toEqual(routes.toSorted());
  });

  for (const [route, { verdicts }] of Object.entries(MATRIX)) {
    for (const [actor, status] of Object.entries(verdicts)) {
      test(`${route} by ${actor} is ${status}`, async () => {
        const request = await requestOf(route, await storedFile());
        const before = await everything();
        const answer = await call(actor as Actor, route, request);
        await answer.bytes();
        expect(answer.status).toBe(status);
        if (status >= 300) expect(await everything()).toEqual(before);
      });
    }
    if (verdicts.stranger === 404) {
      test(`${route} answers a foreign id exactly as one that does not exist`, async () => {
        const told = async (id: string) => {
          const answer = await call('stranger', route, await requestOf(route, id));
          const body = (await answer.json()) as { readonly error: object };
          return { status: answer.status, error: { ...body.error, requestId: '' } };
        };
        expect(await told(await storedFile())).toEqual(await told(crypto.randomUUID()));
      });
    }
  }
});
