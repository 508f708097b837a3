import { Button, Checkbox, Typography } from "antd";
import { useState } from "react";
import { numberText, useWords } from "../../i18n/useWords";
import { mendLines, type Mend, type MendLine } from "./mends";
import { ruleSentence } from "./sentences";
import type { Stated } from "./stated";
import "./ruling.css";

interface Props {
  readonly room: string;
  readonly mends: readonly Mend[];
  /** How many there are; of very many not all are listed. */
  readonly count: number;
  readonly isSmallest: boolean;
  /** The settings without a plan. */
  readonly settings: Stated;
  readonly labelOf: (column: string, value: string) => string;
  /** One mend in the words of the room. */
  readonly textOf: (mend: Mend) => string;
  readonly apply: (mendIds: number[]) => void;
  readonly isApplying: boolean;
}

const SHOWN = 50;

/** The smallest set of changes: one may take a part of it. What no setting can bring about is told to people. */
export function MendChoice({ room, mends, count, isSmallest, settings, labelOf, textOf, apply, isApplying }: Props) {
  const lines = mendLines(mends, settings);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(lines.filter(({ isDoable }) => isDoable).map(({ key }) => key)),
  );
  const t = useWords(room);
  const toggle = (key: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(key);
    else next.delete(key);
    setChosen(next);
  };
  const told = (line: MendLine): string => {
    if (line.isElastic) return t("mend.elastic");
    if (!line.rule) return line.mends.map(textOf).join(t("listed"));
    const { before, after } = line.rule;
    return t("mend.rule", { before: ruleSentence(t, before, labelOf), after: ruleSentence(t, after, labelOf) });
  };
  const detailed = (line: MendLine): readonly string[] => {
    if (line.isElastic) return line.mends.map(textOf);
    if (!line.rule) return line.isDoable ? [] : [t("mend.byOthers")];
    return line.mends.flatMap(({ demand, supply, group, units }) => {
      const whom = [demand, supply, group].filter(Boolean).join(t("listed"));
      return whom ? [t("mend.relaxed", { whom, units: numberText(units, 3) })] : [];
    });
  };
  if (mends.length === 0) return null;
  const shown = count === mends.length ? lines.length : count;
  const wanted = lines.filter(({ key }) => chosen.has(key));
  return (
    <section aria-labelledby="mends" className="settings-part">
      <Typography.Title level={3} id="mends">
        {t(isSmallest ? "shortage.smallest" : "shortage.enough", { count: shown })}
      </Typography.Title>
      <ul className="mends">
        {lines.slice(0, SHOWN).map((line) => (
          <li key={line.key}>
            <Checkbox
              checked={chosen.has(line.key)}
              disabled={!line.isDoable}
              onChange={({ target }) => toggle(line.key, target.checked)}
            >
              {told(line)}
            </Checkbox>
            <Details texts={detailed(line)} />
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p>{t("shortage.more", { count: lines.length - SHOWN })}</p>}
      <Button
        disabled={wanted.length === 0}
        loading={isApplying}
        onClick={() => apply(wanted.flatMap((line) => line.mends.map(({ id }) => id)))}
      >
        {t("shortage.apply", { count: wanted.length })}
      </Button>
    </section>
  );
}

function Details({ texts }: { readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <ul className="mend-details">
      {texts.slice(0, SHOWN).map((text, at) => (
        <li key={at}>{text}</li>
      ))}
      {texts.length > SHOWN && <li>…</li>}
    </ul>
  );
}
