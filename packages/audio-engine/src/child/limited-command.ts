/** What a child process may use; null where it may use what there is. */
export interface ChildLimits {
  readonly cpuSeconds: number;
  /** Address space. Null for Node, which reserves far more than it uses. */
  readonly memoryBytes: number | null;
  readonly outputBytes: number;
}

/**
 * The command that runs another with limits of its own: a shell sets them and becomes that program, so that it has the
 * shell's process id. The soft CPU limit ends it by SIGXCPU, the hard one a little later by SIGKILL. Windows has no
 * limits of this kind; there the clock alone holds. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ulimit.html
 */
export function limitedCommand(
  command: string,
  parameters: readonly string[],
  limits: ChildLimits,
): { command: string; parameters: readonly string[] } {
  if (process.platform === 'win32') return { command, parameters };
  const cpu = Math.ceil(limits.cpuSeconds);
  const script = [
    'ulimit -c 0',
    // In this order: the hard limit may not be below the soft one.
    `ulimit -S -t ${cpu}`,
    `ulimit -H -t ${cpu + 5}`,
    `ulimit -f ${Math.ceil(limits.outputBytes / 512)}`,
    // macOS knows no limit of the address space.
    ...(limits.memoryBytes === null ? [] : [`ulimit -v ${Math.ceil(limits.memoryBytes / 1024)} 2>/dev/null`]),
    'exec "$@"',
  ].join('; ');
  return { command: '/bin/sh', parameters: ['-c', script, 'sh', command, ...parameters] };
}
