import { Typography } from "antd";
import { useWords } from "../../i18n/useWords";
import { AimsField } from "./AimsField";
import { RulesField } from "./RulesField";
import type { Ruling } from "./stated";
import "./ruling.css";

/** The parts of a form in which rules and aims are stated. */
export function RulingParts({ ruling }: { readonly ruling: Ruling }) {
  const t = useWords(ruling.room);
  return (
    <>
      <section aria-labelledby="settings-rules" className="settings-part">
        <Typography.Title level={3} id="settings-rules">
          {t("rules.title")}
        </Typography.Title>
        <Typography.Paragraph type="secondary">{t("rules.text")}</Typography.Paragraph>
        <RulesField ruling={ruling} />
      </section>
      <section aria-labelledby="settings-aims" className="settings-part">
        <Typography.Title level={3} id="settings-aims">
          {t("aims.title")}
        </Typography.Title>
        <Typography.Paragraph type="secondary">{t("aims.text")}</Typography.Paragraph>
        <AimsField ruling={ruling} />
      </section>
    </>
  );
}
