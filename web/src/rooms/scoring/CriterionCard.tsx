import { Alert, Button, Card, Flex, Input, Typography } from "antd";
import { useState } from "react";
import { numberText, useWords } from "../../i18n/useWords";
import { Points } from "./Points";
import { decide, markOf, writeMark, type Sheet } from "./sheet";

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
  return (
    <Card size="small">
      <Flex justify="space-between" gap="small">
        <Typography.Text strong>{name}</Typography.Text>
        <Typography.Text type="secondary">{t("sheet.weight", { weight: numberText(weight) })}</Typography.Text>
      </Flex>
      {help && <Typography.Paragraph type="secondary">{help}</Typography.Paragraph>}
      <Points
        label={name}
        max={maxPoints}
        step={step}
        words={scaleWords}
        value={mark.points}
        isFixed={isFixed}
        change={(points) => write((now) => writeMark(now, id, { points }))}
      />
      {scaleWords.length > 1 && (
        <Flex justify="space-between">
          <Typography.Text type="secondary">{scaleWords[0]}</Typography.Text>
          <Typography.Text type="secondary">{scaleWords.at(-1)}</Typography.Text>
        </Flex>
      )}
      {mark.theirs && (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 8 }}
          title={t("sheet.twoDevices", { mine: mark.points ?? "—", theirs: mark.theirs.points ?? "—" })}
          action={
            <Flex gap="small">
              <Button size="small" onClick={() => write((now) => decide(now, id, true))}>
                {t("sheet.keepMine")}
              </Button>
              <Button size="small" onClick={() => write((now) => decide(now, id, false))}>
                {t("sheet.takeTheirs")}
              </Button>
            </Flex>
          }
        />
      )}
      <Flex gap="small" style={{ marginTop: 8 }}>
        {!isFixed && mark.points !== null && (
          <Button type="text" size="small" onClick={() => write((now) => writeMark(now, id, { points: null }))}>
            {t("sheet.clear")}
          </Button>
        )}
        {!isFixed && !wantsRemark && !mark.remark && (
          <Button type="text" size="small" onClick={() => setWantsRemark(true)}>
            {t("sheet.addRemark")}
          </Button>
        )}
      </Flex>
      {(wantsRemark || mark.remark) && (
        <Input.TextArea
          aria-label={t("sheet.remark", { name })}
          placeholder={t("sheet.remarkHint")}
          autoSize={{ minRows: 1, maxRows: 8 }}
          value={mark.remark}
          disabled={isFixed}
          maxLength={5000}
          onChange={(event) => write((now) => writeMark(now, id, { remark: event.target.value }))}
        />
      )}
    </Card>
  );
}
