import { App, Button, Card, Flex, Form, Input, Modal, Select, Tag, Typography } from "antd";
import dayjs from "dayjs";
import { startTransition, useState, type ReactNode } from "react";
import { graphql, useFragment, useRefetchableFragment } from "react-relay";
import { useNavigate } from "react-router";
import { dayText, timeText, today } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { actFor } from "../../ui/acting";
import { AskFirst } from "../../ui/AskFirst";
import { DayField } from "../../ui/DayField";
import { Empty } from "../../ui/Empty";
import { personName } from "../../ui/personName";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type {
  Delegations_account$data,
  Delegations_account$key,
} from "../../__generated__/Delegations_account.graphql";
import type { Delegations_query$data, Delegations_query$key } from "../../__generated__/Delegations_query.graphql";
import type { DelegationsEndMutation } from "../../__generated__/DelegationsEndMutation.graphql";
import type { DelegationsGiveMutation } from "../../__generated__/DelegationsGiveMutation.graphql";
import type { DelegationsRefetchQuery } from "../../__generated__/DelegationsRefetchQuery.graphql";
import { DoorForm } from "./DoorForm";

interface Props {
  readonly account: Delegations_account$key;
  readonly query: Delegations_query$key;
}

type Delegation = Delegations_query$data["delegations"]["nodes"][number];

/** Who acts for the person, for whom the person acts, and what was done. */
export function Delegations({ account, query }: Props) {
  const person = useFragment(
    graphql`
      fragment Delegations_account on Account {
        id
        memberships(first: 20) {
          nodes {
            organization {
              name
              memberships(first: 100) {
                nodes {
                  account {
                    id
                    name
                    email
                  }
                }
              }
            }
          }
        }
        deputyGestures(first: 50) {
          nodes {
            id
            gesture
            createdAt
            account {
              name
            }
            deputy {
              name
              erasedAt
            }
          }
        }
      }
    `,
    account,
  );
  const [{ delegations }, refetch] = useRefetchableFragment<DelegationsRefetchQuery, Delegations_query$key>(
    graphql`
      fragment Delegations_query on Query @refetchable(queryName: "DelegationsRefetchQuery") {
        delegations(first: 100) {
          nodes {
            id
            reason
            startsOn
            endsOn
            endedAt
            account {
              id
              name
            }
            deputy {
              id
              name
            }
          }
        }
      }
    `,
    query,
  );
  const [isOpen, setOpen] = useState(false);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const t = useWords("identity");
  const given = delegations.nodes.filter((each) => each.account?.id === person.id);
  const received = delegations.nodes.filter((each) => each.deputy?.id === person.id);
  const act = async (row: Delegation) => {
    if (!row.account) return;
    await navigate("/");
    actFor(row.account.id);
  };
  const done = () => {
    setOpen(false);
    void message.success(t("delegation.done"));
    startTransition(() => void refetch({}, { fetchPolicy: "network-only" }));
  };
  const give = (
    <Button type="primary" onClick={() => setOpen(true)}>
      {t("delegation.give")}
    </Button>
  );
  return (
    <Flex vertical gap="large">
      <Typography.Text type="secondary">{t("delegation.about")}</Typography.Text>
      <Card title={t("delegation.given")} extra={given.length > 0 && give}>
        <List
          rows={given}
          who={{ title: t("delegation.deputy"), of: (row) => row.deputy?.name }}
          empty={<Empty text={t("delegation.emptyGiven")}>{give}</Empty>}
        />
      </Card>
      <Card title={t("delegation.received")}>
        <List
          rows={received}
          who={{ title: t("delegation.account"), of: (row) => row.account?.name }}
          empty={<Empty text={t("delegation.emptyReceived")} />}
          act={(row) => (
            <Button size="small" type="primary" onClick={() => void act(row)}>
              {t("delegation.act")}
            </Button>
          )}
        />
      </Card>
      <Card title={t("delegation.gestures")}>
        <Rows
          rows={person.deputyGestures.nodes}
          empty={<Empty text={t("delegation.emptyGestures")} />}
          columns={[
            { key: "gesture", title: t("delegation.gesture"), render: ({ gesture }) => t(`gestures.${gesture}`) },
            { key: "deputy", title: t("delegation.deputy"), render: ({ deputy }) => personName(deputy) },
            { key: "account", title: t("delegation.account"), render: ({ account: of }) => of?.name },
            { key: "at", title: t("delegation.at"), render: ({ createdAt }) => timeText(createdAt) },
          ]}
        />
      </Card>
      <Modal open={isOpen} title={t("delegation.give")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Give person={person} done={done} />
      </Modal>
    </Flex>
  );
}

const isOver = (row: Delegation): boolean => Boolean(row.endedAt) || dayjs(row.endsOn).isBefore(today(), "day");
const isComing = (row: Delegation): boolean => dayjs(row.startsOn).isAfter(today(), "day");

interface ListProps {
  readonly rows: readonly Delegation[];
  readonly who: { readonly title: string; readonly of: (row: Delegation) => string | undefined };
  readonly empty: ReactNode;
  /** What else can be done with one that is in force. */
  readonly act?: (row: Delegation) => ReactNode;
}

function List({ rows, who, empty, act }: ListProps) {
  const [end] = useGesture<DelegationsEndMutation>(graphql`
    mutation DelegationsEndMutation($input: EndDelegationInput!) {
      endDelegation(input: $input) {
        __typename
        ... on EndDelegationSuccess {
          delegation {
            id
            endedAt
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message } = App.useApp();
  const t = useWords("identity");
  const finish = async (delegationId: string) => {
    const { success } = await end({ input: { delegationId } });
    if (success) void message.success(t("delegation.endedNow"));
  };
  return (
    <Rows
      rows={rows}
      empty={empty}
      columns={[
        { key: "who", title: who.title, render: (row) => who.of(row) },
        {
          key: "period",
          title: t("delegation.period"),
          render: (row) => t("delegation.period2", { from: dayText(row.startsOn), to: dayText(row.endsOn) }),
        },
        { key: "reason", title: t("delegation.reason"), render: ({ reason }) => reason },
        {
          key: "end",
          title: "",
          align: "right",
          render: (row) =>
            isOver(row) ? (
              <Tag>{t("delegation.endedState")}</Tag>
            ) : (
              <Flex wrap gap="small" justify="end" align="center">
                {isComing(row) ? <Tag color="blue">{t("delegation.comingState")}</Tag> : act?.(row)}
                <AskFirst
                  question={t(act ? "delegation.endReceivedText" : "delegation.endText")}
                  label={t("delegation.end")}
                  run={() => finish(row.id)}
                  button={{ size: "small" }}
                />
              </Flex>
            ),
        },
      ]}
    />
  );
}

interface Values {
  readonly deputyId: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly reason: string;
}

function Give({ person, done }: { readonly person: Delegations_account$data; readonly done: () => void }) {
  const [delegate] = useGesture<DelegationsGiveMutation>(graphql`
    mutation DelegationsGiveMutation($input: DelegateInput!) {
      delegate(input: $input) {
        __typename
        ... on DelegateSuccess {
          delegation {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const t = useWords("identity");
  const colleagues = new Map<string, string>();
  for (const { organization } of person.memberships.nodes)
    for (const { account } of organization?.memberships.nodes ?? [])
      if (account && account.id !== person.id) colleagues.set(account.id, `${account.name} · ${account.email}`);
  if (colleagues.size === 0) return <Empty text={t("delegation.noColleague")} />;
  const submit = async (values: Values) => {
    const { success, refusal } = await delegate({ input: values }, { quiet: true });
    if (success) done();
    return refusal;
  };
  const required = [{ required: true, message: t("fill") }];
  return (
    <DoorForm<Values> go={t("delegation.give")} initial={{ startsOn: today(), reason: "" }} submit={submit}>
      <Form.Item name="deputyId" label={t("delegation.deputy")} rules={required}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          options={[...colleagues].map(([value, label]) => ({ value, label }))}
        />
      </Form.Item>
      <DayField name="startsOn" label={t("delegation.startsOn")} rules={required} first={dayjs(today())} />
      <DayField name="endsOn" label={t("delegation.endsOn")} rules={required} first={dayjs(today())} />
      <Form.Item name="reason" label={t("delegation.reason")}>
        <Input maxLength={200} />
      </Form.Item>
    </DoorForm>
  );
}
