import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An HTTPS server on loopback, with a certificate of its own for `localhost` and `rebinding.test`. */
export interface TlsServer {
  readonly port: number;
  readonly ca: string;
  /** What answers each path. */
  readonly answers: Map<string, RequestListener>;
  close(): void;
}

export async function startTlsServer(host = '127.0.0.1'): Promise<TlsServer> {
  const directory = mkdtempSync(join(tmpdir(), 'dawg-tls-'));
  const [key, cert] = [join(directory, 'key.pem'), join(directory, 'cert.pem')];
  const names = 'subjectAltName=DNS:localhost,DNS:rebinding.test,IP:127.0.0.1';
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  execFileSync('openssl', [...request, '-addext', names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const ca = readFileSync(cert, 'utf8');
  const answers = new Map<string, RequestListener>();
  const server = createServer({ key: readFileSync(key), cert: ca }, (asked, answer) => {
    answers.get(asked.url ?? '')?.(asked, answer);
  }).listen(0, host);
  rmSync(directory, { recursive: true });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    ca,
    answers,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
