import { PlusOutlined } from "@ant-design/icons";
import { Button, Modal } from "antd";
import { startTransition, useCallback, useReducer, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useParams } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import type { WebhooksPageQuery } from "../../__generated__/WebhooksPageQuery.graphql";
import { Endpoint } from "./Endpoint";
import { NewEndpoint } from "./NewEndpoint";

/** Programs that an organization tells of events. */
export function WebhooksPage() {
  const id = useParams().organizationId ?? "";
  const [fetchKey, again] = useReducer((count: number) => count + 1, 0);
  const { organization, webhookEndpoints } = useLazyLoadQuery<WebhooksPageQuery>(
    graphql`
      query WebhooksPageQuery($id: ID!) {
        organization(id: $id) {
          name
          viewerCanEdit
        }
        webhookEndpoints(first: 20, filter: { organization: $id }) {
          nodes {
            id
            ...Endpoint_endpoint
          }
        }
      }
    `,
    { id },
    { fetchPolicy: "store-and-network", fetchKey },
  );
  const [isOpen, setOpen] = useState(false);
  const t = useWords("webhooks");
  const changed = useCallback(() => startTransition(again), []);
  if (!organization?.viewerCanEdit) return <NotFound />;
  const create = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
      {t("create")}
    </Button>
  );
  return (
    <Page
      title={t("title")}
      about={t("about")}
      above={[
        { to: "/organizations", label: t("organizations") },
        { to: `/organizations/${id}`, label: organization.name },
      ]}
      actions={webhookEndpoints.nodes.length > 0 && create}
    >
      {webhookEndpoints.nodes.length === 0 && <Empty text={t("none")}>{create}</Empty>}
      {webhookEndpoints.nodes.map((endpoint) => (
        <Endpoint key={endpoint.id} endpoint={endpoint} changed={changed} />
      ))}
      <Modal
        open={isOpen}
        title={t("create")}
        footer={null}
        mask={{ closable: false }}
        keyboard={false}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <NewEndpoint organizationId={id} registered={changed} close={() => setOpen(false)} />
      </Modal>
    </Page>
  );
}
