import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components';

export interface FormFieldProps extends Omit<TextFieldProps, 'children' | 'className'> {
  readonly label: string;
  readonly hint?: string;
}

/** A labelled field; the hint gives way to what is wrong. */
export function FormField({ label, hint, ...props }: FormFieldProps) {
  return (
    <TextField {...props} className="group flex flex-col gap-1.5">
      <Label className="text-body font-medium">{label}</Label>
      <Input className="text-lead border-field-line bg-surface outline-focus data-invalid:border-bad-fill h-10 rounded-lg border px-3 data-focused:outline-2 data-focused:-outline-offset-1" />
      {hint && (
        <Text slot="description" className="text-label text-ink-faint group-data-invalid:hidden">
          {hint}
        </Text>
      )}
      <FieldError className="text-label text-bad" />
    </TextField>
  );
}
