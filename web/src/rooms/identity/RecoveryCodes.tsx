import { PrinterOutlined } from "@ant-design/icons";
import { Alert, Button, Flex, Typography } from "antd";
import { useWords } from "../../i18n/useWords";

interface Props {
  readonly codes: readonly string[];
  readonly done: () => void;
}

/** Recovery codes, shown this once: to copy or to print. */
export function RecoveryCodes({ codes, done }: Props) {
  const t = useWords("identity");
  return (
    <Flex vertical gap="middle">
      <Alert type="success" showIcon title={t("security.factorDone")} />
      <div className="recovery-codes">
        <Typography.Title level={3}>{t("security.codesTitle")}</Typography.Title>
        <Typography.Paragraph>{t("security.codesAbout")}</Typography.Paragraph>
        <ul>
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </div>
      <Flex wrap gap="small">
        <Typography.Text copyable={{ text: codes.join("\n"), icon: [t("copy"), t("copied")], tooltips: false }} />
        <Button icon={<PrinterOutlined />} onClick={() => print()}>
          {t("print")}
        </Button>
        <Button type="primary" onClick={done}>
          {t("security.codesKept")}
        </Button>
      </Flex>
    </Flex>
  );
}
