import { DownloadOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { graphql } from "react-relay";
import { currentLanguage } from "../../i18n";
import { useWords } from "../../i18n/useWords";
import { useDownload } from "../../ui/useDownload";
import { useGesture } from "../../ui/useGesture";
import type { ImportFileButtonMutation } from "../../__generated__/ImportFileButtonMutation.graphql";

/** The file with what was mended, or as it came with its bad cells in red. */
export function ImportFileButton({ made }: { readonly made: { readonly id: string } }) {
  const t = useWords("exchange");
  const [download, isRunning] = useDownload();
  const [make] = useGesture<ImportFileButtonMutation>(graphql`
    mutation ImportFileButtonMutation($input: DownloadImportInput!) {
      downloadImport(input: $input) {
        __typename
        ... on DownloadImportSuccess {
          download {
            url
            fileName
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const save = (form: "CORRECTED" | "MARKED") =>
    download(async () => {
      const language = currentLanguage() === "zh" ? ("ZH" as const) : ("EN" as const);
      const { success } = await make({ input: { importId: made.id, form, language } });
      return success?.download ?? null;
    });
  const items = (["CORRECTED", "MARKED"] as const).map((form) => ({
    key: form,
    label: t(`file.${form}`),
    onClick: () => void save(form),
  }));
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <Button icon={<DownloadOutlined />} loading={isRunning}>
        {t("file.label")}
      </Button>
    </Dropdown>
  );
}
