/** The server cannot start until somebody changes a setting or its surroundings; the message says which. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Runs a step of the start. A failure for which `explain` has a sentence becomes a `StartError`, others stay. */
export async function explaining<Answer>(
  step: () => Promise<Answer>,
  explain: (failure: Failure) => string | null,
): Promise<Answer> {
  try {
    return await step();
  } catch (error) {
    const sentence = explain(failureOf(error));
    throw sentence === null ? error : new StartError(sentence, { cause: error });
  }
}

/** What drivers and Node tell of an error, as far as they do. */
export interface Failure {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  /** Of a store's answer; 0 when there was none. */
  readonly httpStatus: number;
}

function failureOf(error: unknown): Failure {
  const { name, code, message, $metadata } = (error ?? {}) as Readonly<Record<string, unknown>>;
  const { httpStatusCode } = ($metadata ?? {}) as { readonly httpStatusCode?: number };
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    name: text(name),
    code: text(code),
    message: text(message),
    httpStatus: httpStatusCode ?? 0,
  };
}
