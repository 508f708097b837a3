import { App } from "antd";
import { useReducer } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useNavigate, useParams } from "react-router";
import { sentenceOf, useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { EditOrganizationPageMutation } from "../../__generated__/EditOrganizationPageMutation.graphql";
import type { EditOrganizationPageQuery } from "../../__generated__/EditOrganizationPageQuery.graphql";
import { OrganizationFields, type OrganizationValues } from "./OrganizationFields";

type Values = Omit<OrganizationValues, "kind">;

/** Editing what an organization says of itself. */
export function EditOrganizationPage() {
  const id = useParams().organizationId ?? "";
  const [fetchKey, again] = useReducer((count: number) => count + 1, 0);
  const data = useLazyLoadQuery<EditOrganizationPageQuery>(
    graphql`
      query EditOrganizationPageQuery($id: ID!) {
        organization(id: $id) {
          id
          name
          province
          uscc
          version
          viewerCanEdit
          zone {
            id
          }
        }
        ...OrganizationFields_query
      }
    `,
    { id },
    { fetchPolicy: "network-only", fetchKey },
  );
  const [edit] = useGesture<EditOrganizationPageMutation>(graphql`
    mutation EditOrganizationPageMutation($input: EditOrganizationInput!) {
      editOrganization(input: $input) {
        __typename
        ... on EditOrganizationSuccess {
          usccWarning
          organization {
            id
            name
            province
            uscc
            version
            zone {
              id
              name
            }
            verification {
              state
              note
              decidedAt
            }
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
  const t = useWords("organizations");
  const { organization } = data;
  if (!organization?.viewerCanEdit) return <NotFound />;
  const address = `/organizations/${id}`;
  const save = async (values: Values, version: number | null) => {
    const { success, refusal } = await edit(
      { input: { ...values, organizationId: id, version: version ?? organization.version } },
      { quiet: true },
    );
    if (success) {
      if (success.usccWarning) void message.warning(sentenceOf(success.usccWarning), 8);
      await navigate(address);
    }
    return refusal;
  };
  return (
    <Page
      title={t("organization.edit")}
      about={organization.name}
      above={[
        { to: "/organizations", label: t("organization.list") },
        { to: address, label: organization.name },
      ]}
    >
      <RecordForm<Values>
        key={organization.version}
        draftKey={`organization.${id}`}
        initial={{
          name: organization.name,
          province: organization.province,
          uscc: organization.uscc ?? undefined,
          zoneId: organization.zone?.id,
        }}
        version={organization.version}
        save={save}
        reload={again}
        cancel={() => void navigate(address)}
      >
        <OrganizationFields query={data} />
      </RecordForm>
    </Page>
  );
}
