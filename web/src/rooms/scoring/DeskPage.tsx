import { Alert, Card, Flex, Progress, Tag, Typography } from "antd";
import { useEffect } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link } from "react-router";
import { timeText } from "../../i18n/times";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import type { DeskPageQuery } from "../../__generated__/DeskPageQuery.graphql";
import { STATE_COLORS } from "./states";

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
  if (tasks.length === 0) return <Empty text={t("desk.none")} />;
  return (
    <Flex vertical gap="middle">
      <h1 className="desk-title">
        {waiting.length > 0 ? t("desk.waiting", { count: waiting.length }) : t("desk.done")}
      </h1>
      <Progress
        aria-label={t("desk.progress")}
        percent={counted.length > 0 ? Math.round((100 * submitted) / counted.length) : 0}
        format={() => `${submitted} / ${counted.length}`}
      />
      {judgeTasks.totalCount > tasks.length && (
        <Alert type="info" title={t("desk.more", { shown: tasks.length, total: judgeTasks.totalCount })} />
      )}
      <TaskList tasks={waiting} />
      {over.length > 0 && (
        <>
          <h2 className="desk-title">{t("desk.over")}</h2>
          <TaskList tasks={over} />
        </>
      )}
    </Flex>
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
              <Card size="small" hoverable>
                <Flex justify="space-between" gap="small">
                  <Typography.Text strong>{entry?.title || entry?.code}</Typography.Text>
                  <Tag color={STATE_COLORS[task.state]}>{wordOf("TaskState", task.state)}</Tag>
                </Flex>
                <Typography.Text type="secondary">
                  {[entry?.code, entry?.track, round?.competition?.name, round?.name].filter(Boolean).join(" · ")}
                </Typography.Text>
                <Flex justify="space-between">
                  <Typography.Text type="secondary">
                    {task.dueAt && t("desk.due", { time: timeText(task.dueAt, round?.competition?.timeZone) })}
                  </Typography.Text>
                  {total && <Typography.Text>{t("desk.points", { points: numberText(total) })}</Typography.Text>}
                </Flex>
                {task.state === "RETURNED" && scoreSheet?.returnReason && (
                  <Alert type="warning" title={t("sheet.returned", { reason: scoreSheet.returnReason })} />
                )}
              </Card>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
