import { App, Button, Card, Flex, Tag, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Empty } from "../../ui/Empty";
import { Rows } from "../../ui/Rows";
import { Tags } from "../../ui/Tags";
import { useGesture } from "../../ui/useGesture";
import type { Endpoint_endpoint$key } from "../../__generated__/Endpoint_endpoint.graphql";
import type { EndpointRedeliverMutation } from "../../__generated__/EndpointRedeliverMutation.graphql";
import type { EndpointRemoveMutation } from "../../__generated__/EndpointRemoveMutation.graphql";
import type { EndpointRenewMutation } from "../../__generated__/EndpointRenewMutation.graphql";
import type { EndpointSwitchMutation } from "../../__generated__/EndpointSwitchMutation.graphql";
import type { EndpointTestMutation } from "../../__generated__/EndpointTestMutation.graphql";
import { Secret } from "./Secret";

const COLORS = { PENDING: "blue", DELIVERED: "green", DEAD: "red" } as const;

interface Props {
  readonly endpoint: Endpoint_endpoint$key;
  readonly changed: () => void;
}

/** One address that is called, and what became of the last calls. */
export function Endpoint({ endpoint, changed }: Props) {
  const { id, url, description, kinds, version, disabledAt, disabledBecause, deliveries } = useFragment(
    graphql`
      fragment Endpoint_endpoint on WebhookEndpoint {
        id
        url
        description
        kinds
        version
        disabledAt
        disabledBecause
        deliveries(first: 10) {
          nodes {
            id
            kind
            state
            attemptCount
            statusCode
            fault
            createdAt
          }
        }
      }
    `,
    endpoint,
  );
  const [turn] = useGesture<EndpointSwitchMutation>(graphql`
    mutation EndpointSwitchMutation($input: SwitchWebhookInput!) {
      switchWebhook(input: $input) {
        __typename
        ... on SwitchWebhookSuccess {
          webhookEndpoint {
            ...Endpoint_endpoint
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [remove] = useGesture<EndpointRemoveMutation>(graphql`
    mutation EndpointRemoveMutation($input: RemoveWebhookInput!) {
      removeWebhook(input: $input) {
        __typename
        ... on RemoveWebhookSuccess {
          webhookEndpointId
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [renew] = useGesture<EndpointRenewMutation>(graphql`
    mutation EndpointRenewMutation($input: RenewWebhookSecretInput!) {
      renewWebhookSecret(input: $input) {
        __typename
        ... on RenewWebhookSecretSuccess {
          secret
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [test] = useGesture<EndpointTestMutation>(graphql`
    mutation EndpointTestMutation($input: SendTestWebhookInput!) {
      sendTestWebhook(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [redeliver] = useGesture<EndpointRedeliverMutation>(graphql`
    mutation EndpointRedeliverMutation($input: RedeliverWebhookInput!) {
      redeliverWebhook(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message, modal } = App.useApp();
  const t = useWords("webhooks");
  const tell = (success: unknown, text: string) => {
    if (!success) return;
    void message.success(text);
    changed();
  };
  const isOn = !disabledAt;
  const show = async () => {
    const { success } = await renew({ input: { webhookEndpointId: id } });
    if (success?.secret)
      modal.info({ title: t("secret"), content: <Secret text={success.secret} />, okText: t("close") });
  };
  return (
    <Card
      className="form-notice"
      title={<Typography.Text className="kept-lines">{url}</Typography.Text>}
      extra={
        <Tag color={isOn ? "green" : "default"}>{isOn ? t("on") : wordOf("DisabledBecause", disabledBecause)}</Tag>
      }
    >
      <Flex vertical gap="middle">
        {description && <Typography.Text>{description}</Typography.Text>}
        <Tags labels={kinds.map((kind) => wordOf("EventKind", kind))} />
        <Flex wrap gap="small">
          <Button onClick={async () => tell((await test({ input: { webhookEndpointId: id } })).success, t("tested"))}>
            {t("test")}
          </Button>
          <Button
            onClick={async () =>
              tell((await turn({ input: { webhookEndpointId: id, version, isOn: !isOn } })).success, t("saved"))
            }
          >
            {isOn ? t("turnOff") : t("turnOn")}
          </Button>
          <AskFirst question={t("renewAsk")} label={t("renew")} run={show} />
          <AskFirst
            question={t("removeAsk")}
            label={t("remove")}
            run={async () => tell((await remove({ input: { webhookEndpointId: id, version } })).success, t("removed"))}
            button={{ danger: true }}
          />
        </Flex>
        <Rows
          rows={deliveries.nodes}
          empty={<Empty text={t("noDeliveries")} />}
          columns={[
            { key: "kind", title: t("event"), render: ({ kind }) => (kind ? wordOf("EventKind", kind) : t("trial")) },
            { key: "at", title: t("at"), render: ({ createdAt }) => timeText(createdAt) },
            {
              key: "state",
              title: t("state"),
              render: ({ state }) => <Tag color={COLORS[state]}>{wordOf("DeliveryState", state)}</Tag>,
            },
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
              render: ({ id: webhookDeliveryId, state }) =>
                state === "PENDING" ? null : (
                  <Button
                    size="small"
                    onClick={async () =>
                      tell((await redeliver({ input: { webhookDeliveryId } })).success, t("sentAgain"))
                    }
                  >
                    {t("again")}
                  </Button>
                ),
            },
          ]}
        />
      </Flex>
    </Card>
  );
}
