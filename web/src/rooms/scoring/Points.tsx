interface Props {
  readonly label: string;
  readonly max: string;
  readonly step: string;
  readonly words: readonly string[];
  readonly value: string | null;
  readonly isFixed: boolean;
  readonly change: (points: string | null) => void;
}

const BUTTON_COUNT = 11;

/** Points by one touch where there are few, else by a slider and a number; the browser's own, which phones know best. */
export function Points({ label, max, step, words, value, isFixed, change }: Props) {
  const count = Math.round(Number(max) / Number(step)) + 1;
  const shown = value === null ? "" : String(Number(value));
  if (count > BUTTON_COUNT) {
    return (
      <div className="points">
        <input
          type="range"
          aria-label={label}
          min={0}
          max={max}
          step={step}
          value={shown || "0"}
          disabled={isFixed}
          onChange={(event) => change(event.target.value)}
        />
        <input
          type="number"
          aria-label={label}
          inputMode="decimal"
          min={0}
          max={max}
          step={step}
          value={shown}
          disabled={isFixed}
          onChange={(event) => change(event.target.value === "" ? null : event.target.value)}
        />
        <span className="desk-soft">/ {Number(max)}</span>
      </div>
    );
  }
  const steps = Array.from({ length: count }, (_, at) => String(Number((at * Number(step)).toFixed(6))));
  return (
    <fieldset className="points" disabled={isFixed}>
      <legend className="desk-hidden">{label}</legend>
      {steps.map((points, at) => (
        <label key={points} className="point" title={words[at]}>
          <input type="radio" checked={points === shown} onChange={() => change(points)} />
          {points}
        </label>
      ))}
    </fieldset>
  );
}
