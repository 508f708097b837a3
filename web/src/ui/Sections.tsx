import { Grid, Select, Tabs } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../i18n/useWords";

export interface Section {
  readonly key: string;
  readonly label: string;
  readonly children: ReactNode;
}

interface Props {
  readonly sections: readonly Section[];
  readonly active: string;
  readonly open: (key: string) => void;
}

/** The parts of a page, one shown at a time: tabs where there is room, a choice on a phone. */
export function Sections({ sections, active, open }: Props) {
  const isWide = Grid.useBreakpoint().md ?? true;
  const t = useWords();
  const shown = sections.find(({ key }) => key === active) ?? sections[0];
  if (isWide || sections.length <= 2) {
    return <Tabs activeKey={shown?.key} onChange={open} destroyOnHidden items={[...sections]} />;
  }
  return (
    <>
      <Select
        aria-label={t("section")}
        className="section-choice"
        value={shown?.key}
        options={sections.map(({ key, label }) => ({ value: key, label }))}
        onChange={open}
      />
      {shown?.children}
    </>
  );
}
