// `node apps/server/testing/measure-event-loop.ts`: by hand; needs FFmpeg. How long the event loop of a server is held while it
// analyses disguises, bombs and large tags itself (`WORKER=inside`), and while it does nothing.
import { BOMBS, NOT_AUDIO } from '@dawg/audio-engine/testing/disguises';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { countStates } from './audio-states.ts';
import { makeTone } from './make-tones.ts';
import { signUp, type RestCaller } from './rest-caller.ts';
import { startServerProcess } from './server-process.ts';

const IDLE_MS = 10_000;
const SONGS = 10;

const directory = mkdtempSync(join(tmpdir(), 'dawg-event-loop-'));
const file = join(directory, 'figures.json');
const server = await startServerProcess({
  WORKER: 'inside',
  OPEN_SIGN_UP: 'true',
  DATA_DIRECTORY: join(directory, 'data'),
  EVENT_LOOP_FILE: file,
  NODE_OPTIONS: `--import ${new URL('watch-event-loop.ts', import.meta.url).href}`,
});
try {
  const owner = await signUp(server, 'producer');
  await figures(); // of its start
  await pause(IDLE_MS);
  console.log('idle', await figures());

  const files = [
    ...NOT_AUDIO.map(([, bytes], at) => [`disguise ${at}.mp3`, bytes] as const),
    ...BOMBS.map(([, extension, make], at) => [`bomb ${at}.${extension}`, make()] as const),
  ];
  for (const [name, bytes] of files) await owner.upload(new Uint8Array(bytes), name);
  console.log(`uploading ${files.length} files`, await figures());
  console.log('analysing them', await untilDone(owner), await figures());

  for (let song = 0; song < SONGS; song += 1)
    await owner.upload(
      makeTone(directory, 'song.flac', { seconds: 300, hertz: 200 + song }),
      `song ${song}.flac`,
    );
  console.log(`uploading ${SONGS} songs of five minutes`, await figures());
  console.log('analysing them', await untilDone(owner), await figures());
} finally {
  await server.close();
  rmSync(directory, { recursive: true, force: true });
}

/** Since the last time it was asked. */
async function figures(): Promise<Record<string, number>> {
  rmSync(file, { force: true });
  process.kill(server.pid, 'SIGUSR2');
  while (!existsSync(file) || readFileSync(file, 'utf8') === '') await pause(10);
  const said = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, Math.round(value * 10) / 10]));
}

/** The states of all files when none waits any more. */
async function untilDone(owner: RestCaller): Promise<Record<string, number>> {
  for (;;) {
    const states = await countStates(owner);
    if (!states['pending']) return states;
    await pause(1_000);
  }
}
