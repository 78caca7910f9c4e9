// Loaded into a server by `--import`: at SIGUSR2 it writes how long its event loop was held since the last one, in
// milliseconds, to the file that EVENT_LOOP_FILE names.
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A timer of so many milliseconds that comes late was held up; its own time is taken off the figures. */
const RESOLUTION_MS = 5;

const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

/**
 * On a machine with other work a timer is late because the processor was elsewhere. What this thread itself computed from
 * one tick to the next is its own doing.
 */
let busiestMs = 0;
let since = process.threadCpuUsage();
setInterval(() => {
  const { user, system } = process.threadCpuUsage(since);
  busiestMs = Math.max(busiestMs, (user + system) / 1_000);
  since = process.threadCpuUsage();
}, RESOLUTION_MS).unref();

process.on('SIGUSR2', () => {
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const figures = {
    longestMs: beyond(delay.max),
    p99Ms: beyond(delay.percentile(99)),
    ownWorkMs: busiestMs,
  };
  delay.reset();
  busiestMs = 0;
  writeFileSync(process.env['EVENT_LOOP_FILE'] ?? '', JSON.stringify(figures));
});
