import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp, type RestCaller } from '../../../testing/rest-caller.ts';
import { startServerProcess, type ServerProcess } from '../../../testing/server-process.ts';
import { skipsWithout } from '@dawg/audio-engine/testing/skips-without';
import { PASSWORD } from '../../../testing/test-server.ts';

const run = promisify(execFile);
const DOCS = readFileSync(new URL('../../../../../docs/rest-api.md', import.meta.url), 'utf8');

/** Every shell example, with the answer that stands below it, if one does. */
const EXAMPLES = [...DOCS.matchAll(/```bash\n(.*?)```(?:\s*```json\n(.*?)```)?/gs)].map(
  ([, command = '', answer]) => ({ command, answer, title: command.split('\n', 1)[0] ?? '' }),
);

/** The guide's, as they stand in it: who calls is in a header. */
const GUIDE = [
  `curl -X POST http://localhost:3100/api/storage/upload \\
    -H "x-user-id: user-123" -F "file=@audio.mp3" -F "projectId=project-456" -F "isPublic=false"`,
  `curl http://localhost:3100/api/storage/download/file-789 -H "x-user-id: user-123"`,
  `curl "http://localhost:3100/api/storage/files?userId=user-123&limit=10&sortBy=uploadedAt&sortOrder=desc" \\
    -H "x-user-id: user-123"`,
  `curl -X PUT http://localhost:3100/api/storage/files/file-789/rename \\
    -H "Content-Type: application/json" -H "x-user-id: user-123" -d '{"newName": "my-track.mp3"}'`,
  `curl http://localhost:3100/api/storage/quota -H "x-user-id: user-123"`,
  `curl http://localhost:3100/api/storage/statistics -H "x-user-id: user-123"`,
  `curl -X DELETE http://localhost:3100/api/storage/files/file-789 -H "x-user-id: user-123"`,
  `curl -X DELETE "http://localhost:3100/api/storage/files/file-789?permanent=true" -H "x-user-id: user-123"`,
];

describe.skipIf(skipsWithout('curl'))('curl', () => {
  let server: ServerProcess;
  let owner: RestCaller;
  let directory: string;
  let fileId = '';
  beforeAll(async () => {
    server = await startServerProcess({ OPEN_SIGN_UP: 'true', TRUSTED_USER_HEADER: 'x-user-id' });
    owner = await signUp(server, 'owner');
    directory = mkdtempSync(join(tmpdir(), 'dawg-curl-'));
    writeFileSync(join(directory, 'audio.mp3'), Buffer.alloc(3_000_000, 7));
  });
  afterAll(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  const execute = async (command: string): Promise<string> => {
    const here = command
      .replaceAll('http://localhost:3100', server.url)
      .replaceAll('you@example.com', 'owner@example.test')
      .replaceAll('your long password', PASSWORD)
      .replaceAll('user-123', owner.userId)
      .replaceAll(/FILE_ID|file-789/g, fileId)
      .replaceAll('curl ', 'curl --silent --show-error ');
    const options = { cwd: directory, env: { PATH: process.env['PATH'], TOKEN: owner.token } };
    return (await run('bash', ['-euo', 'pipefail', '-c', here], options)).stdout;
  };
  const executeJson = async (command: string) => {
    const answer = JSON.parse(await execute(command)) as { success: boolean; file?: { id: string } | null };
    fileId = answer.file?.id ?? fileId;
    return answer;
  };

  test('signs in as the docs say and gets a token that works', async () => {
    const token = (await execute(EXAMPLES[0]?.command ?? '')).trim();
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${server.url}/api/storage/quota`, { headers })).status).toBe(200);
  });

  for (const { command, answer, title } of EXAMPLES.slice(1)) {
    test(`gets what the docs say of: ${title}`, async () => {
      const told = JSON.parse(answer ?? '') as Record<string, unknown>;
      const got = (await executeJson(command)) as Record<string, unknown>;
      expect(got['success']).toBe(true);
      expect(Object.keys(got).toSorted()).toEqual(Object.keys(told).toSorted());
      for (const part of ['file', 'quota', 'statistics']) {
        const documented = Object.keys((told[part] as object | null | undefined) ?? {});
        const answered = (got[part] as object | null | undefined) ?? {};
        if (documented.length > 0) expect(Object.keys(answered)).toEqual(documented);
      }
    });
  }

  for (const command of GUIDE) {
    test(`is understood as the guide writes it: ${command.split('\n', 1)[0]}`, async () => {
      expect(await executeJson(command)).toMatchObject({ success: true });
    });
  }
});
