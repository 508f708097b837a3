import { DownloadOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { graphql } from "react-relay";
import type { ExportButtonMutation } from "../__generated__/ExportButtonMutation.graphql";
import { currentLanguage } from "../i18n";
import { timeZone } from "../i18n/times";
import { useWords } from "../i18n/useWords";
import { useDownload } from "./useDownload";
import { useGesture } from "./useGesture";

interface Props {
  /** The list by the name the API gives it. */
  readonly list: string;
  /** The node whose list it is; none for a list of the root. */
  readonly of?: string;
  /** Paths such as `organization.name`, in the order of the table. */
  readonly columns: readonly string[];
  /** What the list was asked for: its filter and order count. */
  readonly variables: Record<string, unknown>;
}

/** The whole list as it is filtered and ordered here, as a table in the person's language and zone. */
export function ExportButton({ list, of, columns, variables }: Props) {
  const t = useWords();
  const [download, isRunning] = useDownload();
  const [make] = useGesture<ExportButtonMutation>(graphql`
    mutation ExportButtonMutation($input: ExportListInput!) {
      exportList(input: $input) {
        __typename
        ... on ExportListSuccess {
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
  const save = (format: "XLSX" | "CSV") =>
    download(async () => {
      const input = {
        list,
        of,
        columns,
        filter: variables.filter,
        orderBy: variables.orderBy as string | null,
        format,
        language: currentLanguage() === "zh" ? ("ZH" as const) : ("EN" as const),
        timeZone: timeZone(),
      };
      return (await make({ input })).success?.download ?? null;
    });
  const items = (["XLSX", "CSV"] as const).map((format) => ({
    key: format,
    label: t(`export.${format}`),
    onClick: () => void save(format),
  }));
  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <Button icon={<DownloadOutlined />} loading={isRunning}>
        {t("export.label")}
      </Button>
    </Dropdown>
  );
}
