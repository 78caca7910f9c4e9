import type { ChosenFile } from '@dawg/client/browser/browser-uploader';
import type { Precheck } from '@dawg/client/upload/precheck';
import { useState } from 'react';
import { Dialog, Heading, Label, Modal, ModalOverlay, Radio, RadioGroup } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { useFormat } from '../format/use-format.ts';
import { explain } from '../messages/explain.ts';
import { useMessages } from '../messages/use-messages.ts';
import { answerOf, type OnTaken, type PrecheckAnswer } from './precheck-answer.ts';

export interface PrecheckDialogProps {
  readonly question: Precheck<ChosenFile>;
  readonly onAnswer: (answer: PrecheckAnswer<ChosenFile>) => void;
}

const ON_TAKEN = ['keep-both', 'replace', 'skip'] as const satisfies readonly OnTaken[];

const NOTHING: PrecheckAnswer<ChosenFile> = { ready: [], taken: [], onTaken: 'skip' };

/** What is in the way of the files that were added, all at once, and one decision about it. */
export function PrecheckDialog({ question, onAnswer }: PrecheckDialogProps) {
  const { adding, actions, failure } = useMessages();
  const format = useFormat();
  const [onTaken, setOnTaken] = useState<OnTaken>('keep-both');
  const { ready, refused, taken, availableBytes } = question;
  const { answer, amount, isAll, neededBytes } = answerOf(question, onTaken);
  const total = ready.length + refused.length + taken.length;

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onAnswer(NOTHING)}
      className="font-dawg bg-scrim fixed inset-0 z-50 grid place-items-center p-4 data-entering:opacity-0 motion-safe:transition-opacity"
    >
      <Modal className="bg-raised text-ink floating flex max-h-[min(40rem,calc(100dvh-2rem))] w-full max-w-lg flex-col rounded-xl">
        <Dialog className="flex min-h-0 flex-col p-5 outline-none">
          <Heading slot="title" className="text-lead font-semibold wrap-anywhere">
            {adding.title(total)}
          </Heading>
          <div className="mt-3 flex min-h-0 flex-col gap-4 overflow-y-auto">
            {refused.length > 0 && (
              <section>
                <h3 className="text-body font-medium">{adding.refused(refused.length)}</h3>
                <FileNames
                  lines={refused.map(({ candidate, error }) => ({
                    name: nameOf(candidate),
                    reason: explain(error, failure),
                  }))}
                />
              </section>
            )}
            {taken.length > 0 && (
              <section>
                <RadioGroup
                  value={onTaken}
                  onChange={(value) => setOnTaken(ON_TAKEN.find((choice) => choice === value) ?? 'keep-both')}
                >
                  <Label className="text-body font-medium">{adding.taken(taken.length)}</Label>
                  <FileNames lines={taken.map((file) => ({ name: nameOf(file), reason: null }))} />
                  <div className="mt-2 flex flex-col">
                    {ON_TAKEN.map((choice) => (
                      <Choice key={choice} value={choice}>
                        {adding.onTaken[choice]}
                      </Choice>
                    ))}
                  </div>
                </RadioGroup>
              </section>
            )}
            {!isAll && (
              <p role="alert" className="bg-bad-soft text-body text-ink rounded-lg px-3 py-2">
                {adding.noRoom(format.bytes(neededBytes), format.bytes(availableBytes))}
              </p>
            )}
          </div>
          <div className="mt-5 flex justify-end gap-2">
            <Button autoFocus={amount === 0} onPress={() => onAnswer(NOTHING)}>
              {amount === 0 ? actions.close : actions.cancel}
            </Button>
            {amount > 0 && (
              <Button variant="strong" autoFocus onPress={() => onAnswer(answer)}>
                {adding.confirm(amount)}
              </Button>
            )}
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** More than anybody reads; the headline has the count. */
const SHOWN_NAMES = 50;

function FileNames({
  lines,
}: {
  readonly lines: readonly { readonly name: string; readonly reason: string | null }[];
}) {
  const { adding } = useMessages();
  return (
    <ul className="text-label border-line mt-1.5 max-h-40 divide-y divide-(--dawg-line) overflow-y-auto rounded-lg border">
      {lines.slice(0, SHOWN_NAMES).map(({ name, reason }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the lines never change order, and names come twice
        <li key={index} className="px-2.5 py-1.5">
          <span className="wrap-anywhere">{name}</span>
          {reason && <span className="text-ink-faint block">{reason}</span>}
        </li>
      ))}
      {lines.length > SHOWN_NAMES && (
        <li className="text-ink-faint px-2.5 py-1.5">{adding.more(lines.length - SHOWN_NAMES)}</li>
      )}
    </ul>
  );
}

function Choice({ value, children }: { readonly value: OnTaken; readonly children: string }) {
  return (
    <Radio value={value} className="group text-body flex h-8 cursor-default items-center gap-2">
      <span className="border-line-strong group-data-selected:border-accent-fill group-data-focus-visible:outline-2 size-4 rounded-full border outline-offset-2 outline-(--dawg-focus) transition-[border-width] group-data-selected:border-[5px]" />
      {children}
    </Radio>
  );
}

function nameOf({ file, folderPath }: ChosenFile): string {
  return folderPath === '' ? file.name : `${folderPath}/${file.name}`;
}
