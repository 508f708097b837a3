import { useState } from "react";
import { numberText, useWords } from "../../i18n/useWords";
import { Note, Section, Writing } from "./parts";
import { Points } from "./Points";
import { decide, markOf, pointsFault, writeMark, type Sheet } from "./sheet";

interface Props {
  readonly criterion: {
    readonly id: string;
    readonly name: string;
    readonly help: string;
    readonly weight: string;
    readonly maxPoints: string;
    readonly step: string;
    readonly scaleWords: readonly string[];
  };
  readonly sheet: Sheet;
  readonly write: (change: (sheet: Sheet) => Sheet) => void;
  readonly isFixed: boolean;
}

/** One criterion: its points, and a remark for whoever wants to say why. */
export function CriterionCard({ criterion, sheet, write, isFixed }: Props) {
  const { id, name, help, weight, maxPoints, step, scaleWords } = criterion;
  const mark = markOf(sheet, id);
  const [wantsRemark, setWantsRemark] = useState(false);
  const t = useWords("scoring");
  const fault = pointsFault(mark.points, maxPoints, step);
  return (
    <Section>
      <div className="desk-row">
        <strong>{name}</strong>
        <span className="desk-soft">{t("sheet.weight", { weight: numberText(weight) })}</span>
      </div>
      {help && <p className="desk-soft">{help}</p>}
      <Points
        label={name}
        max={maxPoints}
        step={step}
        words={scaleWords}
        value={mark.points}
        isFixed={isFixed}
        change={(points) => write((now) => writeMark(now, id, { points }))}
      />
      {fault && (
        <p role="alert" className="desk-bad">
          {t(fault.code, fault.params)}
        </p>
      )}
      {scaleWords.length > 1 && (
        <div className="desk-row desk-soft">
          <span>{scaleWords[0]}</span>
          <span>{scaleWords.at(-1)}</span>
        </div>
      )}
      {mark.theirs && (
        <Note kind="warning">
          {t("sheet.twoDevices", { mine: mark.points ?? "—", theirs: mark.theirs.points ?? "—" })}{" "}
          <button type="button" onClick={() => write((now) => decide(now, id, true))}>
            {t("sheet.keepMine")}
          </button>
          <button type="button" onClick={() => write((now) => decide(now, id, false))}>
            {t("sheet.takeTheirs")}
          </button>
        </Note>
      )}
      {!isFixed && (
        <div className="desk-links">
          {mark.points !== null && (
            <button type="button" onClick={() => write((now) => writeMark(now, id, { points: null }))}>
              {t("sheet.clear")}
            </button>
          )}
          {!wantsRemark && !mark.remark && (
            <button type="button" onClick={() => setWantsRemark(true)}>
              {t("sheet.addRemark")}
            </button>
          )}
        </div>
      )}
      {(wantsRemark || mark.remark) && (
        <Writing
          label={t("sheet.remark", { name })}
          isLabelHidden
          value={mark.remark}
          isFixed={isFixed}
          change={(remark) => write((now) => writeMark(now, id, { remark }))}
        />
      )}
    </Section>
  );
}
