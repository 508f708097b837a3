import { Descriptions } from "antd";
import type { ReactNode } from "react";

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
  /** Takes the whole width. */
  readonly isWide?: boolean;
}

/** What is known of an object, label beside value; nothing known is shown as a dash. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <Descriptions
      column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
      size="small"
      items={facts.map(({ label, value, isWide }, at) => ({
        key: `${at} ${label}`, // an organizer's own column may be headed like one of ours
        label,
        children: value === null || value === undefined || value === false || value === "" ? "—" : value,
        span: isWide ? "filled" : 1,
      }))}
    />
  );
}
