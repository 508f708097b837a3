import { Form, Select } from "antd";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import { useWorkplaces } from "../../ui/viewer";
import type { NewPackagePageMutation } from "../../__generated__/NewPackagePageMutation.graphql";
import { EMPTY_PACKAGE, PackageFields, packageInput, type PackageValues } from "./PackageFields";

interface Values extends PackageValues {
  organizationId: string;
}

/** A new technology package; it is a draft until it is published. */
export function NewPackagePage() {
  const t = useWords("catalog");
  const organizations = useWorkplaces();
  const navigate = useNavigate();
  const [offer] = useGesture<NewPackagePageMutation>(graphql`
    mutation NewPackagePageMutation($input: OfferPackageInput!) {
      offerPackage(input: $input) {
        __typename
        ... on OfferPackageSuccess {
          technologyPackage {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const first = organizations[0];
  return (
    <Page title={t("package.offer")} above={[{ to: "/packages", label: t("package.list") }]}>
      {first === undefined ? (
        <Empty text={t("needsOrganization")} />
      ) : (
        <RecordForm<Values>
          draftKey="package.new"
          version={null}
          initial={{ ...EMPTY_PACKAGE, organizationId: first.id }}
          pathBefore="technologyPackage"
          save={async ({ organizationId, ...values }) => {
            const input = { organizationId, technologyPackage: packageInput(values) };
            const { success, refusal } = await offer({ input }, { quiet: true });
            if (success?.technologyPackage) await navigate(`/packages/${success.technologyPackage.id}`);
            return refusal;
          }}
          saveLabel={t("saveDraft")}
          cancel={() => void navigate("/packages")}
        >
          {organizations.length > 1 && (
            <Form.Item name="organizationId" label={t("organization")}>
              <Select options={organizations.map(({ id, name }) => ({ value: id, label: name }))} />
            </Form.Item>
          )}
          <PackageFields />
        </RecordForm>
      )}
    </Page>
  );
}
