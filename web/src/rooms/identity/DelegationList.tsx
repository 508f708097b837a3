import { App, Button, Flex, Tag } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { graphql, useFragment } from "react-relay";
import { useNavigate } from "react-router";
import { dayText, today } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { actFor } from "../../ui/acting";
import { AskFirst } from "../../ui/AskFirst";
import { personName } from "../../ui/personName";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type {
  DelegationList_delegations$data,
  DelegationList_delegations$key,
} from "../../__generated__/DelegationList_delegations.graphql";
import type { DelegationListEndMutation } from "../../__generated__/DelegationListEndMutation.graphql";

type Row = DelegationList_delegations$data[number];
const STATES = ["inForce", "coming", "over"] as const;
type State = (typeof STATES)[number];
const COLORS: Readonly<Record<State, string | undefined>> = { inForce: "green", coming: "blue", over: undefined };

function stateOf(row: Row): State {
  if (row.endedAt || dayjs(row.endsOn).isBefore(today(), "day")) return "over";
  return dayjs(row.startsOn).isAfter(today(), "day") ? "coming" : "inForce";
}

/** What holds now comes first, what is over last. */
const inOrder = (rows: readonly Row[]): Row[] =>
  rows.toSorted((one, other) => STATES.indexOf(stateOf(one)) - STATES.indexOf(stateOf(other)));

interface Props {
  readonly delegations: DelegationList_delegations$key;
  /** Whose list it is: of who named a deputy, or of who was named. */
  readonly side: "given" | "received";
  readonly empty: ReactNode;
}

/** Who acts for the person, or for whom the person acts: until when, for what, and how to end it. */
export function DelegationList({ delegations, side, empty }: Props) {
  const rows = useFragment(
    graphql`
      fragment DelegationList_delegations on Delegation @relay(plural: true) {
        id
        reason
        startsOn
        endsOn
        endedAt
        account {
          id
          name
          erasedAt
        }
        deputy {
          name
          erasedAt
        }
      }
    `,
    delegations,
  );
  const [end] = useGesture<DelegationListEndMutation>(graphql`
    mutation DelegationListEndMutation($input: EndDelegationInput!) {
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
  const navigate = useNavigate();
  const t = useWords("identity");
  const finish = async (delegationId: string) => {
    const { success } = await end({ input: { delegationId } });
    if (success) void message.success(t("delegation.endedNow"));
  };
  const act = async (principalId: string) => {
    await navigate("/");
    actFor(principalId);
  };
  const isGiven = side === "given";
  return (
    <Rows
      rows={inOrder(rows)}
      empty={empty}
      columns={[
        {
          key: "who",
          title: t(isGiven ? "delegation.deputy" : "delegation.account"),
          render: ({ account, deputy }) => personName(isGiven ? deputy : account),
        },
        {
          key: "period",
          title: t("delegation.period"),
          render: (row) => t("delegation.period2", { from: dayText(row.startsOn), to: dayText(row.endsOn) }),
        },
        { key: "reason", title: t("delegation.reason"), render: ({ reason }) => reason || "—" },
        {
          key: "state",
          title: t("delegation.state"),
          render: (row) => <Tag color={COLORS[stateOf(row)]}>{t(`delegation.states.${stateOf(row)}`)}</Tag>,
        },
        {
          key: "doing",
          title: "",
          align: "right",
          render: (row) =>
            stateOf(row) !== "over" && (
              <Flex wrap gap="small" justify="end">
                {!isGiven && stateOf(row) === "inForce" && row.account && (
                  <Button size="small" type="primary" onClick={() => void act(row.account?.id ?? "")}>
                    {t("delegation.act")}
                  </Button>
                )}
                <AskFirst
                  question={t(isGiven ? "delegation.endText" : "delegation.endReceivedText")}
                  label={t(isGiven ? "delegation.end" : "delegation.endReceived")}
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
