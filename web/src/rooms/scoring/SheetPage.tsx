import { Button } from "antd";
import { useEffect, useState } from "react";
import { graphql, useFragment, useLazyLoadQuery } from "react-relay";
import { Link, useNavigate, useParams } from "react-router";
import { timeText } from "../../i18n/times";
import { numberText, sentenceOf, useWords, wordOf } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import type { SheetPage_task$data, SheetPage_task$key } from "../../__generated__/SheetPage_task.graphql";
import type { SheetPageQuery } from "../../__generated__/SheetPageQuery.graphql";
import { CriterionCard } from "./CriterionCard";
import { EntryCard } from "./EntryCard";
import { Note, Section, StateTag, Writing } from "./parts";
import { Recuse } from "./Recuse";
import { missingOf, totalOf, writeComment } from "./sheet";
import { Submit } from "./Submit";
import { useSheet } from "./useSheet";

const task = graphql`
  fragment SheetPage_task on JudgeTask {
    id
    state
    isWaiting
    dueAt
    viewerCanScore
    viewerCanRecuse
    recusal {
      id
      kind
      note
    }
    scoreSheet {
      id
      version
      state
      total
      runningTotal
      digest
      submittedAt
      skipReason
      returnReason
      marks {
        version
        points
        remark
        criterion {
          id
        }
      }
      comment {
        version
        toOrganizer
        toEntrant
      }
    }
    round {
      id
      name
      isBlind
      rubric {
        id
        criteria {
          id
          name
          help
          weight
          maxPoints
          step
          scaleWords
        }
      }
      competition {
        id
        name
        timeZone
      }
    }
    entry {
      id
      code
      title
      ...EntryCard_entry
    }
  }
`;

const query = graphql`
  query SheetPageQuery($id: ID!) {
    node(id: $id) {
      ...SheetPage_task
    }
    judgeTasks(first: 2, filter: { isMine: true, isWaiting: true }, orderBy: DUE_ASC) {
      nodes {
        id
      }
    }
  }
`;

/** One entry and its score sheet. */
export function SheetPage() {
  const id = useParams().taskId ?? "";
  const data = useLazyLoadQuery<SheetPageQuery>(query, { id }, { fetchPolicy: "network-only" });
  const found = useFragment<SheetPage_task$key>(task, data.node ?? null);
  if (!found?.entry) return <NotFound />;
  const next = data.judgeTasks.nodes.find((other) => other.id !== id)?.id;
  return <SheetOf key={id} task={found} next={next} />;
}

interface SheetProps {
  readonly task: SheetPage_task$data;
  readonly next: string | undefined;
}

function SheetOf({ task, next }: SheetProps) {
  const { round, entry, scoreSheet, dueAt, state } = task;
  const { sheet, write, standing, refusal, flush } = useSheet(task.id, scoreSheet);
  const [isDone, setDone] = useState(false);
  const navigate = useNavigate();
  const t = useWords("scoring");
  const title = entry?.title || entry?.code || "";
  useEffect(() => {
    document.title = `${title} · 绿桥 GreenBridge`;
  }, [title]);
  const criteria = round?.rubric?.criteria ?? [];
  const isFixed = !task.viewerCanScore;
  const zone = round?.competition?.timeZone;
  const goOn = () => void navigate(next ? `/desk/${next}` : "/desk");
  return (
    <div className="desk-stack">
      <nav>
        <Link to="/desk">← {t("desk.title")}</Link>
      </nav>
      <div className="desk-row">
        <h1 className="desk-title">{title}</h1>
        <StateTag state={state} />
      </div>
      <div className="desk-soft">
        {[entry?.code, round?.name, dueAt && t("desk.due", { time: timeText(dueAt, zone) })]
          .filter(Boolean)
          .join(" · ")}
      </div>
      {state === "RETURNED" && (
        <Note kind="warning">{t("sheet.returned", { reason: scoreSheet?.returnReason ?? "" })}</Note>
      )}
      {state === "RECUSED" && <Note>{t("recuse.done", { kind: wordOf("ConflictKind", task.recusal?.kind) })}</Note>}
      {state === "SUBMITTED" && <Receipt task={task} />}
      {entry && <EntryCard entry={entry} isBlind={round?.isBlind ?? false} />}
      {criteria.length === 0 && state !== "RECUSED" && <Note>{t("sheet.noRubric")}</Note>}
      {sheet &&
        state !== "RECUSED" &&
        criteria.map((criterion) => (
          <CriterionCard key={criterion.id} criterion={criterion} sheet={sheet} write={write} isFixed={isFixed} />
        ))}
      {sheet && criteria.length > 0 && state !== "RECUSED" && (
        <Section title={t("sheet.comments")}>
          <Writing
            label={t("sheet.toEntrant")}
            value={sheet.comment.toEntrant}
            isFixed={isFixed}
            change={(toEntrant) => write((now) => writeComment(now, { toEntrant }))}
          />
          <Writing
            label={t("sheet.toOrganizer")}
            value={sheet.comment.toOrganizer}
            isFixed={isFixed}
            change={(toOrganizer) => write((now) => writeComment(now, { toOrganizer }))}
          />
        </Section>
      )}
      {task.viewerCanRecuse && <Recuse taskId={task.id} done={goOn} />}
      {sheet && !isFixed && criteria.length > 0 && (
        <div className="desk-foot">
          <div className="desk-row">
            <span>
              <strong>
                {t("sheet.total", {
                  total: numberText(totalOf(sheet, criteria)),
                  done: criteria.length - missingOf(sheet, criteria),
                  all: criteria.length,
                })}
              </strong>
              <br />
              <span role="status" className={standing === "refused" ? "desk-bad" : "desk-soft"}>
                {refusal
                  ? sentenceOf(refusal.faults[0]?.code ?? refusal.code, refusal.faults[0]?.params ?? refusal.params)
                  : t(`standing.${standing}`)}
              </span>
            </span>
            <Submit task={task} sheet={sheet} criteria={criteria} flush={flush} done={() => setDone(true)} />
          </div>
        </div>
      )}
      {(isDone || isFixed) && (
        <Button type="primary" size="large" block onClick={goOn}>
          {next ? t("sheet.next") : t("sheet.toDesk")}
        </Button>
      )}
    </div>
  );
}

function Receipt({ task }: { readonly task: SheetPage_task$data }) {
  const { scoreSheet, round } = task;
  const t = useWords("scoring");
  if (!scoreSheet) return null;
  return (
    <Note kind="good">
      <strong>
        {t("sheet.sealed", {
          total: numberText(scoreSheet.total),
          time: timeText(scoreSheet.submittedAt, round?.competition?.timeZone),
        })}
      </strong>
      <br />
      {t("sheet.receipt")}
      <div className="desk-digest">{scoreSheet.digest}</div>
    </Note>
  );
}
