import { App } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useNavigate } from "react-router";
import { sentenceOf, useWords } from "../../i18n/useWords";
import { useChoices } from "../../ui/choices";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { NewOrganizationPageMutation } from "../../__generated__/NewOrganizationPageMutation.graphql";
import type { NewOrganizationPageQuery } from "../../__generated__/NewOrganizationPageQuery.graphql";
import { OrganizationFields, type OrganizationValues } from "./OrganizationFields";

/** Founding an organization; who founds it is its first admin. */
export function NewOrganizationPage() {
  const data = useLazyLoadQuery<NewOrganizationPageQuery>(
    graphql`
      query NewOrganizationPageQuery {
        ...OrganizationFields_query
      }
    `,
    {},
  );
  const [create] = useGesture<NewOrganizationPageMutation>(graphql`
    mutation NewOrganizationPageMutation($input: CreateOrganizationInput!) {
      createOrganization(input: $input) {
        __typename
        ... on CreateOrganizationSuccess {
          usccWarning
          organization {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { forget } = useChoices();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const t = useWords("organizations");
  const save = async (values: OrganizationValues) => {
    const { success, refusal } = await create({ input: values }, { quiet: true });
    if (success?.organization) {
      if (success.usccWarning) void message.warning(sentenceOf(success.usccWarning), 8);
      await navigate(`/organizations/${success.organization.id}`);
      forget(); // the viewer belongs to one more
    }
    return refusal;
  };
  return (
    <Page
      title={t("organization.create")}
      about={t("organization.createAbout")}
      above={[{ to: "/organizations", label: t("organization.list") }]}
    >
      <RecordForm<OrganizationValues>
        draftKey="organization.new"
        initial={{ kind: "ENTERPRISE", name: "", province: "" }}
        version={null}
        save={save}
        saveLabel={t("organization.createGo")}
      >
        <OrganizationFields query={data} isNew />
      </RecordForm>
    </Page>
  );
}
