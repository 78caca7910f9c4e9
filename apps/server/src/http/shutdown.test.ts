import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { expect, test } from 'vitest';
import { PASSWORD, startTestServer } from '../../testing/test-server.ts';

test('a request under way when the server closes gets its answer', async () => {
  const server = await startTestServer();
  const token = new URL(server.running.setupUrl ?? '').hash.replace('#token=', '');
  const body = JSON.stringify({ name: 'Owner', email: 'owner@example.test', password: PASSWORD });
  const signUp = request(`${server.url}/api/auth/sign-up/email`, {
    agent: new Agent({ keepAlive: true }), // a connection that would stay must not hold the end up either
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-setup-token': token,
      expect: '100-continue', // the server says when it has taken the request on
    },
  });
  signUp.flushHeaders();
  await once(signUp, 'continue');
  const closing = server.close();
  const isListening = () =>
    fetch(`${server.url}/livez`).then(
      () => true,
      () => false,
    );
  await expect.poll(isListening).toBe(false);
  signUp.end(body);
  const [answer] = await once(signUp, 'response');
  answer.resume();
  expect(answer.statusCode).toBe(200);
  await closing;
});
