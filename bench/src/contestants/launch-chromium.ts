import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { at, type Place } from '../network/place.ts';
import { ChromiumPipe } from './chromium-pipe.ts';

/** Debian's package, or another Chromium named by CHROMIUM_PATH. */
export const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

const ARGUMENTS = [
  '--headless',
  '--remote-debugging-pipe',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-domain-reliability',
  '--no-first-run',
  '--no-default-browser-check',
  // A page in front of somebody is not slowed down either.
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows',
  '--enable-precise-memory-info',
];

/** A page that has been loaded, in a browser of its own. */
export interface ChromiumPage {
  /** The first of the browser's processes. */
  readonly pid: number;
  /** Chooses files in the page's only `<input type="file">`. */
  chooseFiles(paths: readonly string[]): Promise<void>;
  /** The value of an expression, awaited. Rejects when it throws. */
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

export function chromiumAbsence(): string | null {
  return existsSync(CHROMIUM) ? null : `no browser at ${CHROMIUM}; set CHROMIUM_PATH`;
}

/** Starts a fresh Chromium at a place and opens `url`, whose origin counts as secure, as the product's would be. */
export async function openInChromium(place: Place, url: string, scratch: string): Promise<ChromiumPage> {
  const profile = await mkdtemp(join(scratch, 'profile-'));
  const origin = `--unsafely-treat-insecure-origin-as-secure=${url}`;
  // Whatever Chromium wants of the world: nothing leaves the machine, and nothing else is on the line.
  const noOneElse = `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${new URL(url).hostname}`;
  const own = [origin, noOneElse, `--user-data-dir=${profile}`, 'about:blank'];
  const { program, parameters } = at(place, [CHROMIUM, ...ARGUMENTS, ...own]);
  const child = spawn(program, parameters, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill); // of an interrupted run: it would write on into a folder that is being removed
  const [, , , to, from] = child.stdio;
  const pipe = new ChromiumPipe(to as Writable, from as Readable); // made by `stdio` above
  const { targetId } = await pipe.send('Target.createTarget', { url });
  const { sessionId } = await pipe.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params: Record<string, unknown>) =>
    pipe.send(method, params, String(sessionId));
  const evaluate = async (expression: string, returnByValue = true) => {
    const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue });
    const { result, exceptionDetails } = answer as unknown as Evaluated; // the protocol's own shape
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result;
  };
  while (!(await evaluate('document.readyState === "complete" && "bench" in globalThis')).value)
    await delay(20);

  return {
    pid: child.pid ?? 0,
    chooseFiles: async (files) => {
      const { objectId } = await evaluate('document.querySelector("input")', false);
      await send('DOM.setFileInputFiles', { files, objectId });
    },
    evaluate: async (expression) => (await evaluate(expression)).value,
    close: async () => {
      const ended = once(child, 'exit');
      await Promise.race([pipe.send('Browser.close').catch(() => {}), ended]);
      const timer = setTimeout(kill, 5_000);
      await ended;
      clearTimeout(timer);
      process.off('exit', kill);
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Evaluated {
  readonly result: { readonly value?: unknown; readonly objectId?: string };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}
