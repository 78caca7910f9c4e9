/** Where a process runs: on this machine, or in a network namespace of it. */
export interface Place {
  /** The IPv4 address it has there. */
  readonly address: string;
  /** What is put before a command so that it runs there. */
  readonly prefix: readonly string[];
}

export interface Network {
  readonly client: Place;
  readonly server: Place;
  /** One line about what is between them, measured. */
  readonly description: string;
  close(): Promise<void>;
}

/** A command as it is started at a place. */
export function at(place: Place, command: readonly string[]): { program: string; parameters: string[] } {
  const [program = '', ...parameters] = [...place.prefix, ...command];
  return { program, parameters };
}

export const LOOPBACK: Place = { address: '127.0.0.1', prefix: [] };
