import { Button } from '@dawg/file-manager/controls/button';
import { Notice } from '@dawg/file-manager/controls/notice';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { messages } from '../messages.ts';
import { accountProblem, MIN_PASSWORD_LENGTH, type AccountRefusal } from './account-problem.ts';
import { FormField } from './form-field.tsx';

/** What was typed. */
export interface Credentials {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface AccountFormProps {
  /** A new account needs a name and a password that follows the rules. */
  readonly kind: 'sign-in' | 'new-account';
  readonly submitLabel: string;
  /** Resolves with the refusal, or null when it worked. */
  readonly onSubmit: (credentials: Credentials) => Promise<AccountRefusal | null>;
}

/** Signs in or creates an account; the browser's password manager can help with both. */
export function AccountForm({ kind, submitLabel, onSubmit }: AccountFormProps) {
  const { fields } = messages;
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const isNew = kind === 'new-account';

  const submit = async (form: FormData) => {
    const textOf = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value : '';
    };
    setPending(true);
    setProblem(null);
    const credentials = {
      name: textOf('name').trim(),
      email: textOf('email').trim(),
      password: textOf('password'),
    };
    const refusal = await onSubmit(credentials).catch((): AccountRefusal => ({}));
    setPending(false);
    if (refusal) setProblem(accountProblem(refusal));
  };

  return (
    <Form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {problem && <Notice tone="bad">{problem}</Notice>}
      {isNew && (
        <FormField name="name" label={fields.name} isRequired autoFocus autoComplete="name" maxLength={100} />
      )}
      <FormField
        name="email"
        type="email"
        label={fields.email}
        isRequired
        autoFocus={!isNew}
        autoComplete={isNew ? 'email' : 'username'}
      />
      <FormField
        name="password"
        type="password"
        label={fields.password}
        isRequired
        autoComplete={isNew ? 'new-password' : 'current-password'}
        {...(isNew && { minLength: MIN_PASSWORD_LENGTH, hint: fields.passwordRule(MIN_PASSWORD_LENGTH) })}
      />
      <Button type="submit" variant="strong" size="large" className="mt-1 w-full" isPending={isPending}>
        {submitLabel}
      </Button>
    </Form>
  );
}
