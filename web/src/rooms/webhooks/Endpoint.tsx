import { Alert, App, Button, Card, Flex, Tag, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { TOLD_KINDS } from "../../ui/eventKinds";
import { Tags } from "../../ui/Tags";
import { useGesture } from "../../ui/useGesture";
import type { Endpoint_endpoint$key } from "../../__generated__/Endpoint_endpoint.graphql";
import type { EndpointRemoveMutation } from "../../__generated__/EndpointRemoveMutation.graphql";
import type { EndpointRenewMutation } from "../../__generated__/EndpointRenewMutation.graphql";
import type { EndpointSwitchMutation } from "../../__generated__/EndpointSwitchMutation.graphql";
import type { EndpointTestMutation } from "../../__generated__/EndpointTestMutation.graphql";
import { Deliveries } from "./Deliveries";
import { EditEndpoint } from "./EditEndpoint";
import { Secret } from "./Secret";

interface Props {
  readonly endpoint: Endpoint_endpoint$key;
  readonly changed: () => void;
}

/** One address that is called, and what became of the last calls. */
export function Endpoint({ endpoint, changed }: Props) {
  const shown = useFragment(
    graphql`
      fragment Endpoint_endpoint on WebhookEndpoint {
        id
        url
        description
        kinds
        version
        disabledAt
        disabledBecause
        failingSince
        ...EditEndpoint_endpoint
        ...Deliveries_endpoint
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
  const { message, modal } = App.useApp();
  const t = useWords("webhooks");
  const { id, url, description, kinds, version, disabledAt, disabledBecause, failingSince } = shown;
  const tell = (success: unknown, text: string) => {
    if (!success) return;
    void message.success(text);
    changed();
  };
  const isOn = !disabledAt;
  const wasEnded = disabledBecause === "FAILING" || disabledBecause === "GONE";
  const switchTo = async (next: boolean) =>
    tell((await turn({ input: { webhookEndpointId: id, version, isOn: next } })).success, t("saved"));
  const show = async () => {
    const { success } = await renew({ input: { webhookEndpointId: id } });
    if (success?.secret)
      modal.info({
        title: t("renew"),
        content: <Secret text={success.secret} />,
        okText: t("kept"),
        icon: null,
        keyboard: false,
      });
  };
  return (
    <Card
      className="form-notice"
      title={<Typography.Text className="kept-lines">{url}</Typography.Text>}
      extra={
        <Tag color={isOn ? "green" : wasEnded ? "red" : "default"}>
          {isOn ? t("on") : wordOf("DisabledBecause", disabledBecause)}
        </Tag>
      }
    >
      <Flex vertical gap="middle">
        {wasEnded && (
          <Alert
            type="error"
            showIcon
            title={t(disabledBecause === "GONE" ? "endedGone" : "endedFailing", { time: timeText(disabledAt) })}
          />
        )}
        {isOn && failingSince && (
          <Alert type="warning" showIcon title={t("failing", { time: timeText(failingSince) })} />
        )}
        {description && <Typography.Text>{description}</Typography.Text>}
        {kinds.length === TOLD_KINDS.length ? (
          <Typography.Text type="secondary">{t("everyKind")}</Typography.Text>
        ) : (
          <Tags labels={kinds.map((kind) => wordOf("EventKind", kind))} />
        )}
        <Flex wrap gap="small">
          {isOn && (
            <Button onClick={async () => tell((await test({ input: { webhookEndpointId: id } })).success, t("tested"))}>
              {t("test")}
            </Button>
          )}
          <EditEndpoint endpoint={shown} />
          {isOn ? (
            <AskFirst question={t("turnOffAsk")} label={t("turnOff")} run={() => switchTo(false)} />
          ) : (
            <Button type="primary" onClick={() => void switchTo(true)}>
              {t("turnOn")}
            </Button>
          )}
          <AskFirst question={t("renewAsk")} label={t("renew")} run={show} />
          <AskFirst
            question={t("removeAsk")}
            label={t("remove")}
            run={async () => tell((await remove({ input: { webhookEndpointId: id, version } })).success, t("removed"))}
            button={{ danger: true }}
          />
        </Flex>
        <Deliveries endpoint={shown} changed={changed} />
      </Flex>
    </Card>
  );
}
