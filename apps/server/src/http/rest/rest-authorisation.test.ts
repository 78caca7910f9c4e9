import { REST_ROUTES } from '@dawg/api/rest/rest-routes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, type RestBody, type RestCaller } from '../../../testing/rest-caller.ts';
import { startTestServer, type TestServer } from '../../../testing/test-server.ts';

type Init = Pick<RequestInit, 'body'> & { readonly headers?: Record<string, string> };

type Actor = 'anonymous' | 'owner' | 'stranger';

interface Row {
  /** The request, given the id of a file of the owner's. */
  readonly request: (fileId: string) => { readonly path: string; readonly init?: Init };
  /** The status for each. */
  readonly verdicts: Readonly<Record<Actor, number>>;
}

const SIGNED_IN = { anonymous: 401, owner: 200, stranger: 200 };
const OWNER_OF_FILE = { anonymous: 401, owner: 200, stranger: 404 };
const form = () => {
  const data = new FormData();
  data.append('file', new File([new Uint8Array(10)], 'a.wav'));
  return data;
};

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
    request: (id) => ({
      path: `/api/storage/files/${id}/rename`,
      init: {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ newName: `${id}.wav` }),
      },
    }),
    verdicts: OWNER_OF_FILE,
  },
  'post /api/storage/zip': {
    request: (id) => ({
      path: '/api/storage/zip',
      init: {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fileIds: [id] }),
      },
    }),
    verdicts: OWNER_OF_FILE,
  },
  'get /api/storage/statistics': {
    request: () => ({ path: '/api/storage/statistics' }),
    verdicts: SIGNED_IN,
  },
  'get /api/storage/quota': { request: () => ({ path: '/api/storage/quota' }), verdicts: SIGNED_IN },
};

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
  const ask = (actor: Actor, route: string, id: string): Promise<RestBody> => {
    const { path, init = {} } = MATRIX[route]?.request(id) ?? { path: '' };
    const [method = ''] = route.split(' ');
    const headers = { ...init.headers, ...(actor === 'anonymous' ? { authorization: 'Bearer x.y' } : {}) };
    return (actor === 'stranger' ? stranger : owner).ask(method.toUpperCase(), path, { ...init, headers });
  };
  const storedFile = async () => {
    const { file } = await owner.upload(new Uint8Array(20), 'mine.wav');
    return file?.id ?? '';
  };

  test('has a row for every route, and no other', () => {
    const routes = [
      ...REST_ROUTES.map(({ method, path }) => `${method} ${path}`),
      'post /api/storage/upload',
    ];
    expect(Object.keys(MATRIX).toSorted()).toEqual(routes.toSorted());
  });

  for (const [route, { verdicts }] of Object.entries(MATRIX)) {
    for (const [actor, status] of Object.entries(verdicts)) {
      test(`${route} by ${actor} is ${status}`, async () => {
        const id = await storedFile();
        const before = await everything();
        expect((await ask(actor as Actor, route, id)).status).toBe(status);
        if (status !== 200) expect(await everything()).toEqual(before);
      });
    }
    if (verdicts.stranger === 404) {
      test(`${route} answers a foreign id exactly as one that does not exist`, async () => {
        const foreign = await ask('stranger', route, await storedFile());
        const absent = await ask('stranger', route, crypto.randomUUID());
        const anyId = { requestId: expect.any(String) };
        expect(foreign).toEqual({ ...absent, error: { ...absent.error, ...anyId } });
      });
    }
  }
});
