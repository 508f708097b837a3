import { Alert, Typography } from "antd";
import { useWords } from "../../i18n/useWords";

/** The secret that signs deliveries, shown this once. */
export function Secret({ text }: { readonly text: string }) {
  const t = useWords("webhooks");
  return (
    <>
      <Alert type="success" showIcon title={t("secret")} description={t("secretAbout")} />
      <Typography.Paragraph copyable code className="kept-lines">
        {text}
      </Typography.Paragraph>
    </>
  );
}
