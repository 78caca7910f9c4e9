import { messages } from '../messages.ts';

/** The shortest password the server takes. */
export const MIN_PASSWORD_LENGTH = 10;

/** A refusal of the account service. */
export interface AccountRefusal {
  readonly code?: string | undefined;
  readonly status?: number | undefined;
}

/** What a refusal means to the person at the form. */
export function accountProblem({ code, status }: AccountRefusal): string {
  const { problems } = messages;
  if (status === 429) return problems.tooMany;
  switch (code) {
    case 'INVALID_EMAIL_OR_PASSWORD':
    case 'INVALID_PASSWORD':
    case 'USER_NOT_FOUND':
      return problems.credentials;
    case 'USER_ALREADY_EXISTS':
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      return problems.emailTaken;
    case 'INVALID_EMAIL':
      return problems.emailInvalid;
    case 'PASSWORD_TOO_SHORT':
      return problems.passwordShort(MIN_PASSWORD_LENGTH);
    case 'PASSWORD_TOO_LONG':
      return problems.passwordLong;
    case 'SIGN_UP_CLOSED':
    case 'EMAIL_PASSWORD_SIGN_UP_DISABLED':
      return problems.closed;
  }
  return status === undefined || status === 0 || status >= 502 ? problems.unreachable : problems.unknown;
}
