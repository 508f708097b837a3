import { App, Button, Modal } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";
import type { EditEndpoint_endpoint$key } from "../../__generated__/EditEndpoint_endpoint.graphql";
import type { EditEndpointMutation } from "../../__generated__/EditEndpointMutation.graphql";
import { EndpointForm, type EndpointValues } from "./EndpointForm";

/** Another address, or other events, with the same secret. */
export function EditEndpoint({ endpoint }: { readonly endpoint: EditEndpoint_endpoint$key }) {
  const { id, version, url, kinds, description } = useFragment(
    graphql`
      fragment EditEndpoint_endpoint on WebhookEndpoint {
        id
        version
        url
        kinds
        description
      }
    `,
    endpoint,
  );
  const [edit] = useGesture<EditEndpointMutation>(graphql`
    mutation EditEndpointMutation($input: EditWebhookInput!) {
      editWebhook(input: $input) {
        __typename
        ... on EditWebhookSuccess {
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
  const [isOpen, setOpen] = useState(false);
  const { message } = App.useApp();
  const t = useWords("webhooks");
  const save = async (values: EndpointValues) => {
    const { success, refusal } = await edit({ input: { ...values, webhookEndpointId: id, version } }, { quiet: true });
    if (success) {
      setOpen(false);
      void message.success(t("saved"));
    }
    return refusal;
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("edit")}</Button>
      <Modal
        open={isOpen}
        title={t("editTitle")}
        footer={null}
        mask={{ closable: false }}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <EndpointForm
          go={t("save")}
          initial={{ url, kinds: kinds as EndpointValues["kinds"], description }}
          save={save}
        />
      </Modal>
    </>
  );
}
