import { Button } from "antd";
import { graphql } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { useGesture } from "../../ui/useGesture";
import type { PackageGesturesPublishMutation } from "../../__generated__/PackageGesturesPublishMutation.graphql";
import type { PackageGesturesWithdrawMutation } from "../../__generated__/PackageGesturesWithdrawMutation.graphql";
import type { Package } from "./PackagePage";

export function PublishPackage({ found }: { readonly found: Package }) {
  const t = useWords("catalog");
  const [publish, isRunning] = useGesture<PackageGesturesPublishMutation>(graphql`
    mutation PackageGesturesPublishMutation($input: PublishPackageInput!) {
      publishPackage(input: $input) {
        __typename
        ... on PublishPackageSuccess {
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
  return (
    <Button
      type="primary"
      loading={isRunning}
      onClick={() => void publish({ input: { technologyPackageId: found.id, version: found.version } })}
    >
      {t("publish")}
    </Button>
  );
}

export function WithdrawPackage({ found }: { readonly found: Package }) {
  const t = useWords("catalog");
  const [withdraw] = useGesture<PackageGesturesWithdrawMutation>(graphql`
    mutation PackageGesturesWithdrawMutation($input: WithdrawPackageInput!) {
      withdrawPackage(input: $input) {
        __typename
        ... on WithdrawPackageSuccess {
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
  return (
    <AskFirst
      question={t("package.withdrawQuestion")}
      label={t("withdraw")}
      run={() => withdraw({ input: { technologyPackageId: found.id, version: found.version } })}
    />
  );
}
