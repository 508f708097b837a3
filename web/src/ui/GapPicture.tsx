import "./gap.css";

interface Props {
  readonly value: number;
  /** What no plan exceeds; null when nothing is known. */
  readonly bound: number | null;
  readonly valueLabel: string;
  readonly boundLabel: string;
}

/** A plan's value on the way to what is possible at most: a full bar is the best there is. */
export function GapPicture({ value, bound, valueLabel, boundLabel }: Props) {
  // Of amounts below nothing, which has what lacks taken off, there are no shares.
  const share = bound === null ? 1 : bound > 0 ? Math.max(0, Math.min(1, value / bound)) : Number(value >= bound);
  return (
    <div className="gap-picture">
      <div className="gap-labels">
        <span>
          <i className="gap-value" /> {valueLabel}
        </span>
        {bound !== null && (
          <span>
            <i className="gap-bound" /> {boundLabel}
          </span>
        )}
      </div>
      <div className="gap-track" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
