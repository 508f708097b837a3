import { Button } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";
import type { NewEndpointMutation } from "../../__generated__/NewEndpointMutation.graphql";
import { EndpointForm, type EndpointValues } from "./EndpointForm";
import { Secret } from "./Secret";

interface Props {
  readonly organizationId: string;
  readonly registered: () => void;
  readonly close: () => void;
}

/** A new address to call; its secret is shown this once. */
export function NewEndpoint({ organizationId, registered, close }: Props) {
  const [register] = useGesture<NewEndpointMutation>(graphql`
    mutation NewEndpointMutation($input: RegisterWebhookInput!) {
      registerWebhook(input: $input) {
        __typename
        ... on RegisterWebhookSuccess {
          secret
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [secret, setSecret] = useState<string | null>(null);
  const t = useWords("webhooks");
  if (secret)
    return (
      <>
        <Secret text={secret} />
        <Button type="primary" onClick={close}>
          {t("kept")}
        </Button>
      </>
    );
  const save = async (values: EndpointValues) => {
    const { success, refusal } = await register({ input: { ...values, organizationId } }, { quiet: true });
    if (success?.secret) {
      setSecret(success.secret);
      registered();
    }
    return refusal;
  };
  return <EndpointForm go={t("createGo")} save={save} />;
}
