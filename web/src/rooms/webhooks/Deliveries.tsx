import { App, Button, Flex, Tag, Typography } from "antd";
import { useEffect } from "react";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Empty } from "../../ui/Empty";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import type {
  Deliveries_endpoint$data,
  Deliveries_endpoint$key,
} from "../../__generated__/Deliveries_endpoint.graphql";
import type { DeliveriesRedeliverMutation } from "../../__generated__/DeliveriesRedeliverMutation.graphql";

const COLORS = { PENDING: "blue", DELIVERED: "green", DEAD: "red" } as const;
const AGAIN_AFTER_MS = 2000;

type Delivery = Deliveries_endpoint$data["deliveries"]["nodes"][number];

/** On its way for the first time, or again because somebody asked for it. */
const isUnderway = ({ state, fault }: Delivery): boolean => state === "PENDING" && !fault;

interface Props {
  readonly endpoint: Deliveries_endpoint$key;
  readonly changed: () => void;
}

/** What was sent last, what came of it, and sending it again. */
export function Deliveries({ endpoint, changed }: Props) {
  const { disabledAt, deliveries, given } = useFragment(
    graphql`
      fragment Deliveries_endpoint on WebhookEndpoint {
        disabledAt
        deliveries(first: 20) {
          nodes {
            id
            kind
            state
            attemptCount
            statusCode
            fault
            createdAt
            nextAt
          }
        }
        given: deliveries(first: 100, filter: { state: [DEAD] }) {
          nodes {
            id
          }
        }
      }
    `,
    endpoint,
  );
  const [redeliver, isSending] = useGesture<DeliveriesRedeliverMutation>(graphql`
    mutation DeliveriesRedeliverMutation($input: RedeliverWebhookInput!) {
      redeliverWebhook(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message } = App.useApp();
  const t = useWords("webhooks");
  useEffect(() => {
    if (!deliveries.nodes.some(isUnderway)) return;
    const timer = setTimeout(changed, AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [deliveries, changed]);

  const send = async (ids: readonly string[]) => {
    for (const webhookDeliveryId of ids)
      if (!(await redeliver({ input: { webhookDeliveryId } })).success)
        break; // what refuses one refuses all
      else if (webhookDeliveryId === ids.at(-1)) void message.success(t("sentAgain"));
    changed();
  };
  const isOn = !disabledAt;
  return (
    <>
      {isOn && given.nodes.length > 1 && (
        <Flex wrap gap="small" align="center">
          <Typography.Text>{t("givenUp", { count: given.nodes.length })}</Typography.Text>
          <AskFirst
            question={t("allAgainAsk", { count: given.nodes.length })}
            label={t("allAgain")}
            run={() => send(given.nodes.map(({ id }) => id))}
            button={{ size: "small", loading: isSending }}
          />
        </Flex>
      )}
      <Rows
        rows={deliveries.nodes}
        empty={<Empty text={t("noDeliveries")} />}
        columns={[
          { key: "kind", title: t("event"), render: ({ kind }) => (kind ? wordOf("EventKind", kind) : t("trial")) },
          { key: "at", title: t("at"), render: ({ createdAt }) => timeText(createdAt) },
          { key: "state", title: t("state"), render: (row) => <State delivery={row} /> },
          {
            key: "answer",
            title: t("answer"),
            render: ({ statusCode, fault }) =>
              [statusCode, fault && wordOf("DeliveryFault", fault)].filter(Boolean).join(" "),
          },
          { key: "attempts", title: t("attempts"), align: "right", render: ({ attemptCount }) => attemptCount },
          {
            key: "again",
            title: "",
            align: "right",
            render: (row) =>
              isOn &&
              !isUnderway(row) && (
                <Button size="small" disabled={isSending} onClick={() => void send([row.id])}>
                  {t(row.state === "PENDING" ? "now" : "again")}
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

function State({ delivery }: { readonly delivery: Delivery }) {
  const t = useWords("webhooks");
  const { state, nextAt } = delivery;
  if (state !== "PENDING" || isUnderway(delivery))
    return <Tag color={COLORS[state]}>{wordOf("DeliveryState", state)}</Tag>;
  return <Tag color="blue">{t("tryAgainAt", { time: timeText(nextAt) })}</Tag>;
}
