import { Button, Card, Flex, Typography } from "antd";
import { useEffect, type ReactNode } from "react";
import { chooseLanguage, currentLanguage } from "../../i18n";
import { useWords } from "../../i18n/useWords";

/** The frame of the pages before one is signed in. */
export function Door({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const t = useWords("identity");
  const other = currentLanguage() === "zh" ? "en" : "zh";
  useEffect(() => {
    document.title = `${title} · 绿桥 GreenBridge`;
  }, [title]);
  return (
    <main className="door">
      <Card className="door-card">
        <Flex justify="space-between" align="center">
          <Flex gap="small" align="center">
            <img src="/bridge.svg" alt="" width={32} height={32} />
            <Typography.Text strong>{t("brand")}</Typography.Text>
          </Flex>
          <Button type="text" lang={other === "zh" ? "zh-CN" : "en"} onClick={() => void chooseLanguage(other)}>
            {other === "zh" ? "中文" : "EN"}
          </Button>
        </Flex>
        <Typography.Title level={1} style={{ fontSize: 22, marginTop: 16 }}>
          {title}
        </Typography.Title>
        {children}
      </Card>
    </main>
  );
}
