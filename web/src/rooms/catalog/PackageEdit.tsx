import { App } from "antd";
import { graphql } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { PackageEditMutation } from "../../__generated__/PackageEditMutation.graphql";
import { PackageFields, packageInput, type PackageValues } from "./PackageFields";
import type { Package } from "./PackagePage";

/** A technology package in a form. */
export function PackageEdit({ found, done }: { readonly found: Package; readonly done: () => void }) {
  const t = useWords("catalog");
  const { message } = App.useApp();
  const [edit] = useGesture<PackageEditMutation>(graphql`
    mutation PackageEditMutation($input: EditPackageInput!) {
      editPackage(input: $input) {
        __typename
        ... on EditPackageSuccess {
          technologyPackage {
            ...PackagePage_package @relay(mask: false)
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const initial: PackageValues = {
    title: found.title,
    description: found.description,
    keywords: [...found.keywords],
    greenFields: [...found.greenFields],
    technicalFields: [...found.technicalFields],
    chainNodes: [...found.chainNodes],
    indicators: [...found.indicators],
    transferModes: [...found.transferModes],
    region: found.region,
    isRegionExclusive: found.isRegionExclusive,
    trl: found.trl ?? null,
    maxAdopters: found.maxAdopters,
    priceMinWan: found.priceMinWan ?? null,
    priceMaxWan: found.priceMaxWan ?? null,
    validUntil: found.validUntil ?? null,
    visibility: found.visibility,
    private: {
      details: found.private?.details ?? "",
      name: found.private?.name ?? "",
      phone: found.private?.phone ?? "",
      email: found.private?.email ?? "",
      decisionMaker: "",
    },
  };
  return (
    <RecordForm<PackageValues>
      draftKey={`package.${found.id}`}
      version={found.version}
      initial={initial}
      pathBefore="technologyPackage"
      save={async (values, sent) => {
        const consentedOrganizationIds = found.consentedOrganizations.map(({ id }) => id);
        const input = {
          technologyPackageId: found.id,
          version: sent ?? found.version,
          technologyPackage: { ...packageInput(values), consentedOrganizationIds },
        };
        const { success, refusal } = await edit({ input }, { quiet: true });
        if (success) {
          void message.success(t("saved"));
          done();
        }
        return refusal;
      }}
      reload={done}
      cancel={done}
    >
      <PackageFields />
    </RecordForm>
  );
}
