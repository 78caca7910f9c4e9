import { useMessages } from '../messages/use-messages.ts';

/** Widths of names, uneven as names are. */
const WIDTHS = ['42%', '31%', '55%', '38%', '47%', '28%', '51%', '35%'];

/** Rows to come, where the rows will be: nothing moves when they arrive. */
export function ListSkeleton() {
  const { list } = useMessages();
  return (
    <div role="status" aria-label={list.loading}>
      {WIDTHS.map((width) => (
        <div key={width} className="border-line flex h-14 items-center gap-3 border-b px-3 @min-[640px]:h-10">
          <span className="bg-sunken motion-safe:animate-breathe h-5 w-10 rounded" />
          <span className="bg-sunken motion-safe:animate-breathe h-3 rounded-full" style={{ width }} />
        </div>
      ))}
    </div>
  );
}
