import { CloseOutlined, LockOutlined, UnlockOutlined } from "@ant-design/icons";
import { Button, Card, Flex, Grid, Tag, Typography } from "antd";
import { useState } from "react";
import { useWords, wordOf } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";
import { Frame } from "../../ui/Frame";
import { candidatesOf, type Edit } from "./board";
import { EditOffer } from "./EditOffer";
import { LockMenu } from "./LockMenu";
import { CHOSEN, fitAt, stateAt, type Cell, type Matrix, type Sums } from "./matrix";
import { PairReasons } from "./PairReasons";
import { useEditPlan } from "./useEditPlan";

export interface PanelProps {
  readonly planId: string;
  readonly version: number;
  readonly canEdit: boolean;
  readonly matrix: Matrix;
  readonly sums: Sums;
  readonly cell: Cell;
  readonly open: (cell: Cell) => void;
  readonly close: () => void;
}

const CANDIDATES = 6;

/** One judge and one entry: why or why not, who else, and what a change would cost before it is made. */
export function PairPanel(props: PanelProps) {
  const { planId, version, matrix, sums, cell, close, canEdit } = props;
  const isWide = Grid.useBreakpoint().xl ?? true;
  const [entry, judge] = [matrix.rows[cell.row], matrix.columns[cell.column]];
  const { isChosen, isLocked, isByHand, reason } = stateAt(matrix, cell);
  const t = useWords("judging");
  if (!entry || !judge) return null;
  const place = `${cell.row} ${cell.column} ${version}`;
  const content = (
    <Flex vertical gap="middle">
      <div>
        <Typography.Text type="secondary">{t("entry")}</Typography.Text>
        <div>
          <strong>{entry.code}</strong> {entry.name}
        </div>
        <Typography.Text type="secondary">{t("judge")}</Typography.Text>
        <div>
          <strong>{judge.code}</strong> {judge.name}{" "}
          <Typography.Text type="secondary">
            {t("pair.load", { load: sums.loads[cell.column] ?? 0, most: judge.limit ?? 0 })}
          </Typography.Text>
        </div>
      </div>
      <Flex wrap gap={4}>
        {isChosen ? <Tag color="gold">{t("pair.inPlan")}</Tag> : <Tag>{t("pair.notInPlan")}</Tag>}
        {isByHand && <Tag color="blue">{t("pair.byHand")}</Tag>}
        {isLocked && <Tag icon={<LockOutlined />}>{t("pair.locked")}</Tag>}
        {reason !== null && <Tag color="red">{wordOf("ConflictKind", reason) || reason}</Tag>}
      </Flex>
      <Frame>
        <PairReasons planId={planId} judgeId={judge.id} entryId={entry.id} matrix={matrix} isChosen={isChosen} />
      </Frame>
      {canEdit && <Changes key={place} {...props} isChosen={isChosen} isLocked={isLocked} />}
      <Others key={place} {...props} />
    </Flex>
  );
  if (!isWide) return content;
  return (
    <Card
      size="small"
      className="pair-side"
      title={<h2 className="card-title">{t("pair.title")}</h2>}
      extra={<Button type="text" icon={<CloseOutlined />} aria-label={t("close")} onClick={close} />}
    >
      {content}
    </Card>
  );
}

interface ChangesProps extends PanelProps {
  readonly isChosen: boolean;
  readonly isLocked: boolean;
}

/** What can be done with the pair; each offer tells its price first. */
function Changes(props: ChangesProps) {
  const { planId, version, matrix, sums, cell, isChosen, isLocked } = props;
  const t = useWords("judging");
  const [edit, isEditing] = useEditPlan();
  const serving = matrix.columns
    .map((_, column) => column)
    .filter((column) => ((matrix.states[cell.row * matrix.columns.length + column] ?? 0) & CHOSEN) !== 0);
  const offered = { planId, version, matrix };
  const toggle = async () => {
    const change: Edit = isLocked ? { unlock: [cell] } : { lock: [cell] };
    await edit(planId, version, matrix, change, { isDry: false });
  };
  const needed = matrix.rows[cell.row]?.limit ?? 0;
  const isFull = (sums.served[cell.row] ?? 0) >= needed;
  return (
    <section className="pair-part" aria-label={t("pair.changes")}>
      <Typography.Title level={3}>{t("pair.changes")}</Typography.Title>
      <Flex vertical gap="small">
        {isChosen ? (
          <>
            <EditOffer {...offered} label={t("pair.remove")} edit={{ remove: [cell] }} isShut={isLocked} />
            <Button
              loading={isEditing}
              icon={isLocked ? <UnlockOutlined /> : <LockOutlined />}
              onClick={() => void toggle()}
            >
              {t(isLocked ? "pair.unlock" : "pair.lock")}
            </Button>
            <LockMenu {...offered} around={cell} />
            <Typography.Text type="secondary">{t("pair.lockText")}</Typography.Text>
          </>
        ) : (
          <>
            {serving.map((column) => {
              const other = { row: cell.row, column };
              const { code = "", name = "" } = matrix.columns[column] ?? {};
              return (
                <EditOffer
                  key={column}
                  {...offered}
                  label={t("pair.replace", { code, name })}
                  edit={{ add: [cell], remove: [other] }}
                  isShut={stateAt(matrix, other).isLocked}
                />
              );
            })}
            <EditOffer
              {...offered}
              label={t(isFull ? "pair.addMore" : "pair.add")}
              edit={{ add: [cell] }}
              isShut={false}
            />
          </>
        )}
      </Flex>
    </section>
  );
}

/** The judges who would fit the entry next best. */
function Others({ matrix, sums, cell, open }: PanelProps) {
  const t = useWords("judging");
  const [count, setCount] = useState(CANDIDATES);
  const others = candidatesOf(matrix, cell.row, count);
  return (
    <section className="pair-part">
      <Typography.Title level={3}>{t("pair.others")}</Typography.Title>
      <Flex vertical gap={2} align="start">
        {others.map((column) => {
          const judge = matrix.columns[column];
          const load = sums.loads[column] ?? 0;
          return (
            <Button
              key={column}
              type="link"
              size="small"
              disabled={column === cell.column}
              onClick={() => open({ row: cell.row, column })}
            >
              {t("pair.other", {
                code: judge?.code,
                name: judge?.name,
                fit: fitText(fitAt(matrix, { row: cell.row, column })),
                load,
                most: judge?.limit ?? 0,
              })}
            </Button>
          );
        })}
        {others.length === count && (
          <Button size="small" type="text" onClick={() => setCount(count + 20)}>
            {t("more")}
          </Button>
        )}
      </Flex>
    </section>
  );
}
