/** The first thing zod objects to, in one line, or null for what is no failure of zod's. */
export function zodProblemOf(cause: unknown): string | null {
  if (!(cause instanceof Error) || !('issues' in cause) || !Array.isArray(cause.issues)) return null;
  const [issue] = cause.issues as readonly {
    readonly path: readonly PropertyKey[];
    readonly message: string;
  }[];
  return issue ? `${issue.path.map(String).join('.') || 'input'}: ${issue.message}` : null;
}
