import { StorageError, type ErrorCode } from '@dawg/contract/storage-error';
import type { Storage } from '@dawg/storage/storage';
import type { z } from 'zod';
import { zodProblemOf } from '../zod-problem.ts';

/** Who calls and what with, once it is known that somebody may. */
export interface RestCall {
  readonly storage: Storage;
  readonly owner: string;
}

/** The parts of a request, as they came. */
export interface RestRequest {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** What a route takes and answers: the validation, the documentation and the types are made of the same schemas. */
interface RouteShape {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** With its parameters as OpenAPI writes them. */
  readonly path: `/api/storage/${string}`;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly answer: z.ZodObject;
  /** What it may be refused with, beside what every route may. */
  readonly errors: readonly ErrorCode[];
}

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** A route that answers JSON. `run` validates and throws `StorageError`. */
export interface RestRoute extends RouteShape {
  readonly run: (call: RestCall, request: RestRequest) => Promise<unknown>;
}

export function restRoute<const Shape extends RouteShape>(
  shape: Shape,
  run: (
    call: RestCall,
    input: {
      readonly params: Output<Shape['params']>;
      readonly query: Output<Shape['query']>;
      readonly body: Output<Shape['body']>;
    },
  ) => Promise<Omit<z.input<Shape['answer']>, 'success'>>,
): RestRoute {
  return {
    ...shape,
    run: async (call, request) => {
      const params = parsed(shape.params, request.params) as Output<Shape['params']>;
      const query = parsed(shape.query, request.query) as Output<Shape['query']>;
      const body = parsed(shape.body, request.body) as Output<Shape['body']>;
      requireSelf(call.owner, query);
      return { success: true, ...(await run(call, { params, query, body })) };
    },
  };
}

/** What the schema makes of the value. Throws `invalid-request`, which names what is wrong. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema | undefined,
  value: unknown,
): z.output<Schema> | undefined {
  const result = schema?.safeParse(value);
  if (!result || result.success) return result?.data;
  throw new StorageError('invalid-request', { problem: zodProblemOf(result.error) ?? 'it is malformed' });
}

/** The guide's clients say who they are in the query, too: it has to be true. */
function requireSelf(owner: string, query: unknown): void {
  const { userId } = (query ?? {}) as { readonly userId?: string };
  if (userId !== undefined && userId !== owner)
    throw new StorageError('forbidden', { problem: 'userId names somebody else' });
}
