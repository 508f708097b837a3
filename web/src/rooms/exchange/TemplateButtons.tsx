import { DownloadOutlined } from "@ant-design/icons";
import { Button, Flex, Typography } from "antd";
import { graphql } from "react-relay";
import type { TemplateButtonsMutation } from "../../__generated__/TemplateButtonsMutation.graphql";
import type { TemplateButtonsRowsMutation } from "../../__generated__/TemplateButtonsRowsMutation.graphql";
import { currentLanguage } from "../../i18n";
import { useWords } from "../../i18n/useWords";
import { useDownload } from "../../ui/useDownload";
import { useGesture } from "../../ui/useGesture";
import type { SheetKind } from "./sheets";

/** The table to fill in: empty with an example, or with the rows there are. */
export function TemplateButtons({ kind, target }: { readonly kind: SheetKind; readonly target: string }) {
  const t = useWords("exchange");
  const [download, isRunning] = useDownload();
  const [makeEmpty] = useGesture<TemplateButtonsMutation>(graphql`
    mutation TemplateButtonsMutation($input: ImportTemplateInput!) {
      importTemplate(input: $input) {
        __typename
        ... on ImportTemplateSuccess {
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
  const [makeFull] = useGesture<TemplateButtonsRowsMutation>(graphql`
    mutation TemplateButtonsRowsMutation($input: ExportSheetInput!) {
      exportSheet(input: $input) {
        __typename
        ... on ExportSheetSuccess {
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
  const language = currentLanguage() === "zh" ? "ZH" : "EN";
  const empty = () => download(async () => (await makeEmpty({ input: { kind, language } })).success?.download ?? null);
  const full = () =>
    download(async () => (await makeFull({ input: { kind, language, targetId: target } })).success?.download ?? null);
  return (
    <Flex wrap gap="small" align="center">
      <Typography.Text>{t("start.noFile")}</Typography.Text>
      <Button icon={<DownloadOutlined />} loading={isRunning} onClick={() => void empty()}>
        {t("start.template")}
      </Button>
      {target && (
        <Button icon={<DownloadOutlined />} loading={isRunning} onClick={() => void full()}>
          {t("start.rows")}
        </Button>
      )}
    </Flex>
  );
}
