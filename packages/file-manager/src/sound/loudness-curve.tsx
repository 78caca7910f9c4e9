import type { Loudness } from '@dawg/contract/wire-audio';
import { useFormat } from '../format/use-format.ts';
import { useMessages } from '../messages/use-messages.ts';

/** What is drawn: from silence in a mix to as loud as it gets, LUFS. */
const [QUIETEST, LOUDEST] = [-40, 0];
const HEIGHT = 40;

/** Short-term loudness (3 s) over the whole length, with a line where the whole lies. */
export function LoudnessCurve({ loudness: { curve, integratedLufs } }: { readonly loudness: Loudness }) {
  const { sound } = useMessages();
  const format = useFormat();
  const heard = curve.shortTerm.filter((value) => value !== null);
  if (heard.length < 2) return null;
  const y = (lufs: number) =>
    HEIGHT - ((Math.min(LOUDEST, Math.max(QUIETEST, lufs)) - QUIETEST) / (LOUDEST - QUIETEST)) * HEIGHT;
  const points = curve.shortTerm.map((value, x) => `${x} ${y(value ?? QUIETEST).toFixed(1)}`);
  const last = curve.shortTerm.length - 1;
  return (
    <figure className="mt-2">
      <svg
        role="img"
        aria-label={sound.curveText(format.tenths(Math.max(...heard)))}
        viewBox={`0 0 ${last} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="text-accent h-10 w-full"
      >
        <path d={`M0 ${HEIGHT}L${points.join('L')}L${last} ${HEIGHT}Z`} fill="currentColor" opacity="0.15" />
        <path
          d={`M${points.join('L')}`}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
        />
        {integratedLufs !== null && (
          <path
            d={`M0 ${y(integratedLufs)}H${last}`}
            stroke="currentColor"
            strokeDasharray="3 3"
            vectorEffect="non-scaling-stroke"
          />
        )}
      </svg>
      <figcaption className="text-label text-ink-faint">{sound.curve}</figcaption>
    </figure>
  );
}
