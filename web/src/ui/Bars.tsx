import { fitText } from "./fits";
import "./bars.css";

export interface Bar {
  readonly label: string;
  /** From 0 to 1. */
  readonly share: number;
  /** Stands beside the bar in place of the share. */
  readonly text?: string;
}

/** Shares as bars, each with its figure: what a fit is made of. */
export function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  return (
    <ul className="bars">
      {bars.map(({ label, share, text }) => (
        <li key={label}>
          <span>{label}</span>
          <i aria-hidden="true">
            <i style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
          </i>
          <b>{text ?? fitText(share)}</b>
        </li>
      ))}
    </ul>
  );
}
