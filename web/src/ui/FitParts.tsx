import { Flex, Progress, Typography } from "antd";
import { numberText, wordOf } from "../i18n/useWords";

/** What a fit is made of: each component's share, the largest first. */
export function FitParts({ parts }: { readonly parts: Readonly<Record<string, number>> }) {
  const shown = Object.entries(parts).sort(([, a], [, b]) => b - a);
  return (
    <Flex vertical gap={2} style={{ minWidth: 220 }}>
      {shown.map(([name, share]) => (
        <Flex key={name} gap="small" align="center">
          <Typography.Text type="secondary" style={{ width: 96 }}>
            {wordOf("FitComponent", name)}
          </Typography.Text>
          <Progress
            aria-label={wordOf("FitComponent", name)}
            percent={Math.round(share * 100)}
            size="small"
            format={() => numberText(share)}
            style={{ flex: 1, margin: 0 }}
          />
        </Flex>
      ))}
    </Flex>
  );
}
