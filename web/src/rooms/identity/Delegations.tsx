import { App, Button, Card, Flex, Form, Input, Modal, Select, Typography } from "antd";
import dayjs from "dayjs";
import { startTransition, useState } from "react";
import { graphql, useFragment, useRefetchableFragment } from "react-relay";
import { today } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { DayField } from "../../ui/DayField";
import { Empty } from "../../ui/Empty";
import { upTo } from "../../ui/limits";
import { useGesture } from "../../ui/useGesture";
import type {
  Delegations_account$data,
  Delegations_account$key,
} from "../../__generated__/Delegations_account.graphql";
import type { Delegations_query$key } from "../../__generated__/Delegations_query.graphql";
import type { DelegationsGiveMutation } from "../../__generated__/DelegationsGiveMutation.graphql";
import type { DelegationsRefetchQuery } from "../../__generated__/DelegationsRefetchQuery.graphql";
import { DelegationList } from "./DelegationList";
import { DelegationRecord } from "./DelegationRecord";
import { DoorForm } from "./DoorForm";

interface Props {
  readonly account: Delegations_account$key;
  readonly query: Delegations_query$key;
}

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
            ...DelegationRecord_gestures
            id
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
            ...DelegationList_delegations
            account {
              id
              deputyGestures(first: 20) {
                nodes {
                  ...DelegationRecord_gestures
                  id
                }
              }
            }
            deputy {
              id
            }
          }
        }
      }
    `,
    query,
  );
  const [isOpen, setOpen] = useState(false);
  const { message } = App.useApp();
  const t = useWords("identity");
  const given = delegations.nodes.filter((each) => each.account?.id === person.id);
  const received = delegations.nodes.filter((each) => each.deputy?.id === person.id);
  const others = received.flatMap((each) => each.account?.deputyGestures.nodes ?? []);
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
        <DelegationList
          delegations={given}
          side="given"
          empty={<Empty text={t("delegation.emptyGiven")}>{give}</Empty>}
        />
      </Card>
      <Card title={t("delegation.received")}>
        {received.length > 0 && (
          <Typography.Paragraph type="secondary">{t("delegation.receivedAbout")}</Typography.Paragraph>
        )}
        <DelegationList delegations={received} side="received" empty={<Empty text={t("delegation.emptyReceived")} />} />
      </Card>
      <Card title={t("delegation.gestures")}>
        <DelegationRecord gestures={[...person.deputyGestures.nodes, ...others]} />
      </Card>
      <Modal open={isOpen} title={t("delegation.give")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Give person={person} done={done} />
      </Modal>
    </Flex>
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
        <Input {...upTo(200)} />
      </Form.Item>
    </DoorForm>
  );
}
