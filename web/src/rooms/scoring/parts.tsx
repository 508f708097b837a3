/** The few parts of the judge's pages: light, so that a phone opens them at once. */
import type { ReactNode } from "react";
import { wordOf } from "../../i18n/useWords";

export function Section({ title, children }: { readonly title?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="desk-card">
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}

export function StateTag({ state }: { readonly state: string }) {
  return <span className={`desk-state desk-state-${state.toLowerCase()}`}>{wordOf("TaskState", state)}</span>;
}

interface NoteProps {
  readonly kind?: "info" | "good" | "warning";
  readonly children: ReactNode;
}

export function Note({ kind = "info", children }: NoteProps) {
  return <div className={`desk-note desk-note-${kind}`}>{children}</div>;
}

interface WritingProps {
  readonly label: string;
  readonly isLabelHidden?: boolean;
  readonly value: string;
  readonly isFixed: boolean;
  readonly change: (text: string) => void;
}

/** A text that grows with what is written. */
export function Writing({ label, isLabelHidden = false, value, isFixed, change }: WritingProps) {
  return (
    <label className="desk-writing">
      <span className={isLabelHidden ? "desk-hidden" : undefined}>{label}</span>
      <textarea
        rows={2}
        maxLength={5000}
        placeholder={isLabelHidden ? label : undefined}
        value={value}
        disabled={isFixed}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  );
}
