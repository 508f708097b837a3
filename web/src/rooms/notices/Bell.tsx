import { BellOutlined } from "@ant-design/icons";
import { Badge, Button, Flex, Popover, Typography } from "antd";
import { useMemo, useState } from "react";
import { graphql, useSubscription } from "react-relay";
import { Link } from "react-router";
import { timeText } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { addressOf } from "../../ui/addresses";
import { useGesture } from "../../ui/useGesture";
import type { BellReadMutation } from "../../__generated__/BellReadMutation.graphql";
import type { BellSubscription } from "../../__generated__/BellSubscription.graphql";
import "./notices.css";
import { noticeText } from "./sentences";

const subscription = graphql`
  subscription BellSubscription {
    noticeArrived {
      id
      unreadNoticeCount
      notices(first: 6) {
        nodes {
          id
          kind
          subjectType
          subjectId
          params
          createdAt
          readAt
        }
      }
    }
  }
`;

type Told = NonNullable<BellSubscription["response"]["noticeArrived"]>;

/** What came lately, as it comes. */
export function Bell() {
  const [told, setTold] = useState<Told | null>(null);
  const [isOpen, setOpen] = useState(false);
  const t = useWords("notices");
  useSubscription<BellSubscription>(
    useMemo(
      () => ({
        subscription,
        variables: {},
        onNext: (answer) => setTold(answer?.noticeArrived ?? null),
      }),
      [],
    ),
  );
  const [read, isReading] = useGesture<BellReadMutation>(graphql`
    mutation BellReadMutation($input: MarkNoticesReadInput!) {
      markNoticesRead(input: $input) {
        __typename
        ... on MarkNoticesReadSuccess {
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
  const count = told?.unreadNoticeCount ?? 0;
  const notices = told?.notices.nodes ?? [];
  const close = () => setOpen(false);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={isOpen}
      onOpenChange={setOpen}
      title={
        <Flex justify="space-between" align="center" gap="small">
          {t("title")}
          {count > 0 && (
            <Button size="small" type="link" loading={isReading} onClick={() => void read({ input: {} })}>
              {t("readAll")}
            </Button>
          )}
        </Flex>
      }
      content={
        <div className="bell-list">
          {notices.length === 0 && <Typography.Text type="secondary">{t("none")}</Typography.Text>}
          {notices.map((notice) => {
            const text = noticeText(t, notice.kind, notice.params);
            const address = addressOf(notice.subjectType, notice.subjectId);
            const open = () => {
              close();
              if (!notice.readAt) void read({ input: { noticeIds: [notice.id] } }, { quiet: true });
            };
            return (
              <div key={notice.id} className={notice.readAt ? "bell-line" : "bell-line bell-unread"}>
                <Link to={address ?? "/notices"} onClick={open}>
                  {text}
                </Link>
                <div className="bell-time">{timeText(notice.createdAt)}</div>
              </div>
            );
          })}
          <Link to="/notices" onClick={close}>
            {t("all")}
          </Link>
        </div>
      }
    >
      <Badge count={count} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={count > 0 ? t("bell", { count }) : t("title")} />
      </Badge>
    </Popover>
  );
}
