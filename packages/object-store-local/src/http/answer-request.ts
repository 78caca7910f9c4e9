import { randomName } from '../disk/random-name.ts';
import { S3Error, toS3Error } from '../s3-error.ts';
import { verifySignature } from '../signature/verify-signature.ts';
import type { Store } from '../store.ts';
import { xmlError } from '../xml/build-xml.ts';
import { xmlAnswer, type Answer } from './answer.ts';
import { effectiveHeaders } from './call.ts';
import { ClientGoneError } from './client-gone-error.ts';
import { answerPreflight, corsHeaders } from './cors-headers.ts';
import type { Exchange } from './exchange.ts';
import { refuseUnsupported } from './refuse-unsupported.ts';
import { requestBody } from './request-body.ts';
import { routeRequest } from './route-request.ts';
import { readRequest, type S3Request } from './s3-request.ts';
import { prefetch, sendAnswer } from './send-answer.ts';

/** Answers one request, whatever happens. Never rejects. */
export async function answerRequest(store: Store, exchange: Exchange): Promise<void> {
  const id = randomName();
  let extraHeaders: Record<string, string> = { 'x-amz-request-id': id };
  let answer: Answer;
  try {
    const request = readRequest(exchange.message, id);
    extraHeaders = { ...extraHeaders, ...corsHeaders(store, request) };
    answer = await perform(store, exchange, request);
  } catch (error) {
    reportOwnFailure(store, error);
    answer = failureAnswer(exchange, id, error);
  }
  try {
    await sendAnswer(exchange, { ...answer, headers: { ...extraHeaders, ...answer.headers } });
  } catch (error) {
    reportOwnFailure(store, error);
  }
}

async function perform(store: Store, exchange: Exchange, request: S3Request): Promise<Answer> {
  if (request.method === 'OPTIONS') return answerPreflight(store, request);
  const signature = verifySignature(request, store.credentials, store.clock());
  const headers = effectiveHeaders(request, signature);
  const operation = routeRequest(request, headers);
  refuseUnsupported(headers);
  const body = requestBody(exchange, request, signature);
  return prefetch(await operation.run({ store, request, headers, body }));
}

function failureAnswer({ message }: Exchange, id: string, error: unknown): Answer {
  const { code, message: text, status, fields, headers } = toS3Error(error) ?? new S3Error('InternalError');
  const resource = message.url?.split('?')[0] ?? '/';
  return xmlAnswer(
    xmlError({ Code: code, Message: text, ...fields, Resource: resource, RequestId: id }),
    headers,
    status,
  );
}

/** Refusals are the client's business, and so is leaving; the rest is ours. */
function reportOwnFailure(store: Store, error: unknown): void {
  if (!(error instanceof S3Error || error instanceof ClientGoneError)) store.report(error);
}
