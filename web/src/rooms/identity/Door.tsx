import { Button, Card, Flex, Typography } from "antd";
import { useEffect, type ReactNode } from "react";
import { chooseLanguage, currentLanguage } from "../../i18n";
import { useWords } from "../../i18n/useWords";
import { stopActing } from "../../ui/acting";
import "./identity.css";

interface Props {
  readonly title: string;
  readonly about?: ReactNode;
  /** Where else one may want to go. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of the pages before one is signed in. */
export function Door({ title, about, foot, children }: Props) {
  const t = useWords("identity");
  const other = currentLanguage() === "zh" ? "en" : "zh";
  useEffect(() => stopActing(), []); // who comes in comes as themselves
  useEffect(() => {
    document.title = `${title} · ${t("brand")}`;
  }, [title, t]);
  return (
    <main className="door">
      <Card className="door-card">
        <Flex justify="space-between" align="center">
          <Flex gap="small" align="center">
            <img src="/bridge.svg" alt="" width={32} height={32} />
            <Typography.Text strong>{t("brand")}</Typography.Text>
          </Flex>
          <Button type="text" lang={other === "zh" ? "zh-CN" : "en"} onClick={() => void chooseLanguage(other)}>
            {t("otherLanguage")}
          </Button>
        </Flex>
        <Typography.Title level={1} className="door-title">
          {title}
        </Typography.Title>
        {about && <Typography.Paragraph type="secondary">{about}</Typography.Paragraph>}
        {children}
        {foot && <div className="door-foot">{foot}</div>}
      </Card>
    </main>
  );
}
