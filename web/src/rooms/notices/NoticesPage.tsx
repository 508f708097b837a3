import { SettingOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { startTransition, useReducer } from "react";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { timeText } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { addressOf } from "../../ui/addresses";
import { Empty } from "../../ui/Empty";
import { optionsOf } from "../../ui/kinds";
import { ListPage } from "../../ui/ListPage";
import { useGesture } from "../../ui/useGesture";
import type { NoticesPageQuery } from "../../__generated__/NoticesPageQuery.graphql";
import type { NoticesPageReadMutation } from "../../__generated__/NoticesPageReadMutation.graphql";
import { EVENT_KINDS } from "../../ui/eventKinds";
import "./notices.css";
import { noticeText } from "./sentences";

const query = graphql`
  query NoticesPageQuery(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: NoticeFilter
    $orderBy: NoticeOrder
  ) {
    viewer {
      id
      unreadNoticeCount
      notices(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
        nodes {
          id
          kind
          subjectType
          subjectId
          params
          createdAt
          readAt
        }
        pageInfo {
          hasNextPage
          hasPreviousPage
          startCursor
          endCursor
        }
        totalCount
      }
    }
  }
`;

type Row = NonNullable<NoticesPageQuery["response"]["viewer"]>["notices"]["nodes"][number];

/** Everything the person was told. */
export function NoticesPage() {
  const [read] = useGesture<NoticesPageReadMutation>(graphql`
    mutation NoticesPageReadMutation($input: MarkNoticesReadInput!) {
      markNoticesRead(input: $input) {
        __typename
        ... on MarkNoticesReadSuccess {
          readCount
          viewer {
            id
            unreadNoticeCount
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [turn, again] = useReducer((count: number) => count + 1, 0);
  const { message } = App.useApp();
  const t = useWords("notices");
  const mark = async (noticeIds: string[] | null, done: () => void = () => undefined) => {
    const { success } = await read({ input: { noticeIds } });
    if (!success) return;
    void message.success(t("marked", { number: success.readCount ?? 0 }));
    done();
    startTransition(again);
  };
  return (
    <ListPage<NoticesPageQuery, Row>
      key={turn}
      name="notices"
      title={t("title")}
      actions={
        <>
          <Button onClick={() => void mark(null)}>{t("readAll")}</Button>
          <Link to="/account/notices">
            <Button icon={<SettingOutlined />}>{t("preferences")}</Button>
          </Link>
        </>
      }
      query={query}
      connection={(data) => data.viewer?.notices}
      defaultOrder="CREATED_DESC"
      filters={[
        {
          name: "isRead",
          label: t("state"),
          kind: "choice",
          options: [
            { value: "false", label: t("unread") },
            { value: "true", label: t("read") },
          ],
        },
        { name: "kind", label: t("kind"), kind: "choice", isList: true, options: optionsOf("EventKind", EVENT_KINDS) },
      ]}
      bulk={(chosen, done) => (
        <Button
          onClick={() =>
            void mark(
              chosen.map(({ id }) => id),
              done,
            )
          }
        >
          {t("markRead")}
        </Button>
      )}
      columns={[
        {
          key: "text",
          title: t("text"),
          render: (row) => (
            <Sentence row={row} opened={() => !row.readAt && void read({ input: { noticeIds: [row.id] } })} />
          ),
        },
        { key: "at", title: t("at"), order: "CREATED", render: ({ createdAt }) => timeText(createdAt) },
        { key: "state", title: t("state"), render: ({ readAt }) => (readAt ? t("read") : t("unread")) },
      ]}
      empty={<Empty text={t("none")} />}
    />
  );
}

function Sentence({ row, opened }: { readonly row: Row; readonly opened: () => void }) {
  const t = useWords("notices");
  const text = noticeText(t, row.kind, row.params);
  const address = addressOf(row.subjectType, row.subjectId);
  const look = row.readAt ? undefined : "notice-unread";
  if (!address) return <span className={look}>{text}</span>;
  return (
    <Link to={address} className={look} onClick={opened}>
      {text}
    </Link>
  );
}
