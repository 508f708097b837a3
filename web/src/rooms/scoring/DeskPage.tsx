import { useEffect } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link } from "react-router";
import { timeText } from "../../i18n/times";
import { numberText, useWords } from "../../i18n/useWords";
import { Notice } from "../../ui/Notice";
import type { DeskPageQuery } from "../../__generated__/DeskPageQuery.graphql";
import { Note, Section, StateTag } from "./parts";

const query = graphql`
  query DeskPageQuery {
    judgeTasks(first: 100, filter: { isMine: true }, orderBy: DUE_ASC) {
      nodes {
        id
        state
        isWaiting
        dueAt
        scoreSheet {
          id
          total
          runningTotal
          returnReason
        }
        round {
          id
          name
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
          track
        }
      }
      totalCount
    }
  }
`;

type Task = DeskPageQuery["response"]["judgeTasks"]["nodes"][number];

/** What a judge has to do, the next thing first. */
export function DeskPage() {
  const { judgeTasks } = useLazyLoadQuery<DeskPageQuery>(query, {}, { fetchPolicy: "store-and-network" });
  const t = useWords("scoring");
  useEffect(() => {
    document.title = `${t("desk.title")} · 绿桥 GreenBridge`;
  }, [t]);
  const tasks = judgeTasks.nodes;
  const waiting = tasks.filter(({ isWaiting }) => isWaiting);
  const over = tasks.filter(({ isWaiting }) => !isWaiting);
  const counted = tasks.filter(({ state }) => state !== "RECUSED");
  const submitted = counted.filter(({ state }) => state === "SUBMITTED").length;
  if (tasks.length === 0) return <Notice text={t("desk.none")} />;
  return (
    <div className="desk-stack">
      <h1 className="desk-title">
        {waiting.length > 0 ? t("desk.waiting", { count: waiting.length }) : t("desk.done")}
      </h1>
      <label className="desk-progress">
        <progress aria-label={t("desk.progress")} value={submitted} max={Math.max(counted.length, 1)} />
        {submitted} / {counted.length}
      </label>
      {judgeTasks.totalCount > tasks.length && (
        <Note>{t("desk.more", { shown: tasks.length, total: judgeTasks.totalCount })}</Note>
      )}
      <TaskList tasks={waiting} />
      {over.length > 0 && (
        <>
          <h2 className="desk-title">{t("desk.over")}</h2>
          <TaskList tasks={over} />
        </>
      )}
    </div>
  );
}

function TaskList({ tasks }: { readonly tasks: readonly Task[] }) {
  const t = useWords("scoring");
  return (
    <ul className="list-cards">
      {tasks.map((task) => {
        const { entry, round, scoreSheet } = task;
        const total = scoreSheet?.total ?? scoreSheet?.runningTotal;
        return (
          <li key={task.id}>
            <Link to={`/desk/${task.id}`} className="desk-task">
              <Section>
                <div className="desk-row">
                  <strong>{entry?.title || entry?.code}</strong>
                  <StateTag state={task.state} />
                </div>
                <div className="desk-soft">
                  {[entry?.code, entry?.track, round?.competition?.name, round?.name].filter(Boolean).join(" · ")}
                </div>
                <div className="desk-row">
                  <span className="desk-soft">
                    {task.dueAt && t("desk.due", { time: timeText(task.dueAt, round?.competition?.timeZone) })}
                  </span>
                  {total && <span>{t("desk.points", { points: numberText(total) })}</span>}
                </div>
                {task.state === "RETURNED" && scoreSheet?.returnReason && (
                  <Note kind="warning">{t("sheet.returned", { reason: scoreSheet.returnReason })}</Note>
                )}
              </Section>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
