import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compile } from '../harness/compile.ts';
import { startLineProcess, type LineProcess } from '../harness/line-process.ts';
import { measureLine } from './measure-line.ts';
import { at, LOOPBACK, type Network, type Place } from './place.ts';

/** A line as it is between a home and a store. */
export interface LineOptions {
  readonly megabitsPerSecond: number;
  readonly roundTripMs: number;
  /** Packets lost, in each direction; 0.01 is one in a hundred. */
  readonly loss: number;
}

/** The machine cannot make a line; the sentence says what it lacks. */
export class NoLineError extends Error {}

const DEVICE = 'line';
const CLIENT = '10.77.0.1';
const SERVER = '10.77.0.2';

/** What waits longer than this in front of the line is dropped: a router's buffer of 100 ms. */
const QUEUE_MS = 100;

/**
 * What most systems use. Where the kernel keeps it from namespaces (only root outside may allow it there) Reno is
 * next of kin: both answer loss by halving or nearly so.
 */
const CONGESTION_CONTROLS = ['cubic', 'reno'];

/**
 * Two network namespaces with a line between them that has a rate, a delay and a loss (`link/link.c`): TCP on both
 * ends is the kernel's. Both are removed by `close`. Throws `NoLineError` without root, iproute2, TUN or a compiler.
 */
export async function openLine(options: LineOptions, scratch: string): Promise<Network> {
  const link = compile(fileURLToPath(new URL('../../link/link.c', import.meta.url)), scratch);
  if (!link) throw new NoLineError('a C compiler (cc) is needed for a line with delay and loss');
  if (process.getuid?.() !== 0 || !existsSync('/dev/net/tun'))
    throw new NoLineError('Linux, root and /dev/net/tun are needed for a line with delay and loss');
  const namespaces = [`dawg-bench-${process.pid}-client`, `dawg-bench-${process.pid}-server`] as const;
  const removeNamespaces = () =>
    namespaces.forEach((name) => spawnSync('ip', ['netns', 'delete', name], { stdio: 'ignore' }));
  process.once('exit', removeNamespaces); // also of a run that was interrupted
  let carrier: LineProcess | null = null;
  const close = async () => {
    await carrier?.close();
    removeNamespaces();
    process.off('exit', removeNamespaces);
  };
  try {
    for (const name of namespaces) {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    carrier = await startLineProcess(LOOPBACK, [link, ...namespaces, DEVICE, ...linkParameters(options)]);
    const client = joinLine(namespaces[0], CLIENT, SERVER);
    const server = joinLine(namespaces[1], SERVER, CLIENT);
    const controls = [client, server].map(chooseCongestionControl);
    const measured = await measureLine(client, server);
    return {
      client,
      server,
      description: `${describe(options)} · ${measured} · TCP ${controls.join('/')}`,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function describe({ megabitsPerSecond, roundTripMs, loss }: LineOptions): string {
  const losing = loss > 0 ? `, ${loss * 100} % loss each way` : '';
  return `${megabitsPerSecond} Mbit/s, ${roundTripMs} ms round trip${losing}, ${QUEUE_MS} ms queue`;
}

/** Half of the round trip in each direction; the seed makes every run lose alike. */
function linkParameters({ megabitsPerSecond, roundTripMs, loss }: LineOptions): string[] {
  return [megabitsPerSecond * 1e6, (roundTripMs / 2) * 1e3, QUEUE_MS * 1e3, loss * 1e6, 7].map(String);
}

function joinLine(namespace: string, address: string, peer: string): Place {
  ip('-n', namespace, 'addr', 'add', address, 'peer', peer, 'dev', DEVICE);
  ip('-n', namespace, 'link', 'set', DEVICE, 'mtu', '1500', 'txqueuelen', '2000', 'up');
  return { address, prefix: ['nsenter', `--net=/run/netns/${namespace}`, '--'] };
}

function chooseCongestionControl(place: Place): string {
  const setting = '/proc/sys/net/ipv4/tcp_congestion_control';
  for (const name of CONGESTION_CONTROLS) {
    const { program, parameters } = at(place, ['sh', '-c', `echo ${name} > ${setting}`]);
    if (spawnSync(program, parameters, { stdio: 'ignore' }).status === 0) return name;
  }
  return 'default';
}

function ip(...parameters: string[]): void {
  const { status, error, stderr } = spawnSync('ip', parameters, { encoding: 'utf8' });
  if (error) throw new NoLineError('iproute2 (ip) is needed for a line with delay and loss');
  if (status !== 0) throw new NoLineError(`ip ${parameters.join(' ')}: ${stderr.trim()}`);
}
