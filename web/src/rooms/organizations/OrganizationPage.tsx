import { EditOutlined } from "@ant-design/icons";
import { Button, Card, Flex } from "antd";
import { startTransition, useReducer } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useParams } from "react-router";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { Facts } from "../../ui/Facts";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { belongsTo, useViewer } from "../../ui/viewer";
import type { OrganizationPageQuery } from "../../__generated__/OrganizationPageQuery.graphql";
import { Invitations } from "./Invitations";
import { Joining } from "./Joining";
import { Members } from "./Members";
import { Requests } from "./Requests";
import { RestrictionRows } from "./RestrictionRows";
import { Similar } from "./Similar";
import { Verifying } from "./Verifying";
import { VerificationTag } from "./VerificationTag";

const query = graphql`
  query OrganizationPageQuery($id: ID!, $isZone: Boolean!) {
    organization(id: $id) {
      id
      name
      kind
      uscc
      province
      createdAt
      viewerCanEdit
      viewerCanInvite
      viewerCanVerify
      zone {
        name
      }
      verification {
        state
        note
        decidedAt
      }
      restrictions(first: 20) {
        nodes {
          id
          ...RestrictionRows_restriction
        }
      }
      ...Members_organization
      ...Invitations_organization
      ...Requests_organization
      ...Joining_organization
      ...Verifying_organization
    }
    organizationMerges(first: 1, filter: { merged: $id }) {
      nodes {
        id
        mergedName
        organization {
          id
          name
        }
      }
    }
    merges: organizationMerges(first: 10, filter: { organization: $id }) {
      nodes {
        mergedName
      }
    }
    ...Similar_query @arguments(id: $id) @include(if: $isZone)
  }
`;

/** One organization: what it says of itself, its people, and what its zone says of it. */
export function OrganizationPage() {
  const id = useParams().organizationId ?? "";
  const viewer = useViewer();
  const isZone = belongsTo(viewer, "ZONE_ADMIN");
  const [fetchKey, again] = useReducer((count: number) => count + 1, 0);
  const data = useLazyLoadQuery<OrganizationPageQuery>(
    query,
    { id, isZone },
    { fetchPolicy: "store-and-network", fetchKey },
  );
  const t = useWords("organizations");
  const { organization } = data;
  const became = data.organizationMerges.nodes[0];
  if (!organization && became?.organization) return <Became name={became.mergedName} kept={became.organization} />;
  if (!organization) return <NotFound />;
  const changed = () => startTransition(again);
  const isMember = viewer.memberships.nodes.some((each) => each.organization?.id === id);
  const { verification } = organization;
  return (
    <Page
      title={organization.name}
      above={[{ to: "/organizations", label: t("organization.list") }]}
      tags={<VerificationTag state={verification?.state} />}
      actions={
        <>
          {organization.viewerCanEdit && (
            <Link to={`/organizations/${id}/edit`}>
              <Button icon={<EditOutlined />}>{t("edit")}</Button>
            </Link>
          )}
          {organization.viewerCanEdit && (
            <Link to={`/organizations/${id}/webhooks`}>
              <Button>{t("webhooks")}</Button>
            </Link>
          )}
          <History id={id} />
          {!isMember && <Joining organization={organization} changed={changed} />}
        </>
      }
    >
      <Flex vertical gap="middle">
        <Card>
          <Facts
            facts={[
              { label: t("organization.kind"), value: wordOf("OrganizationKind", organization.kind) },
              { label: t("organization.uscc"), value: organization.uscc },
              { label: t("organization.zone"), value: organization.zone?.name },
              { label: t("organization.province"), value: organization.province },
              { label: t("organization.since"), value: timeText(organization.createdAt) },
              ...(data.merges.nodes.length > 0
                ? [{ label: t("similar.mergedIn"), value: data.merges.nodes.map((each) => each.mergedName).join("、") }]
                : []),
              ...(verification?.note
                ? [{ label: t("verification.note"), value: verification.note, isWide: true }]
                : []),
            ]}
          />
        </Card>
        {organization.viewerCanVerify && !isMember && <Verifying organization={organization} changed={changed} />}
        {organization.restrictions.nodes.length > 0 && (
          <Card title={t("restriction.list")}>
            <RestrictionRows restrictions={organization.restrictions.nodes} />
          </Card>
        )}
        <Requests organization={organization} changed={changed} />
        {isMember && <Members organization={organization} isAdmin={organization.viewerCanInvite} />}
        {organization.viewerCanInvite && <Invitations organization={organization} changed={changed} />}
        {isZone && organization.viewerCanVerify && !isMember && <Similar id={id} query={data} changed={changed} />}
      </Flex>
    </Page>
  );
}

interface BecameProps {
  readonly name: string;
  readonly kept: { readonly id: string; readonly name: string };
}

/** An old address leads on. */
function Became({ name, kept }: BecameProps) {
  const t = useWords("organizations");
  return (
    <Notice text={t("similar.became", { name, kept: kept.name })}>
      <Link to={`/organizations/${kept.id}`} replace>
        <Button type="primary">{t("similar.open", { name: kept.name })}</Button>
      </Link>
    </Notice>
  );
}
