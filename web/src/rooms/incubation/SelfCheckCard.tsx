import { Alert, Card, Tag, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import type { SelfCheckCard_check$key } from "../../__generated__/SelfCheckCard_check.graphql";
import { dayText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { Rows } from "../../ui/Rows";
import { amountText, STANDING_COLORS } from "./figures";

const ORDER = ["MISSED", "UNKNOWN", "ALTERNATIVE_MET", "MET"];

/** Every criterion of the rule pack in force: what was found, what is asked, what lacks; what is missed first. */
export function SelfCheckCard({ check: key }: { readonly check: SelfCheckCard_check$key }) {
  const check = useFragment(
    graphql`
      fragment SelfCheckCard_check on SelfCheck {
        packId
        level
        checkedOn
        missedCount
        unknownCount
        criteria {
          code
          unit
          value
          threshold
          gap
          standing
          group
        }
      }
    `,
    key,
  );
  const t = useWords("incubation");
  const { missedCount, unknownCount } = check;
  const isMet = missedCount + unknownCount === 0 && check.criteria.length > 0;
  const rows = check.criteria
    .map((each) => ({ ...each, id: each.code }))
    .toSorted((a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing));
  const amount = (value: number | null | undefined, unit: string) =>
    value === null || value === undefined
      ? "—"
      : t(`check.units.${unit}`, { amount: amountText(value, unit), defaultValue: "{{amount}}" });
  return (
    <Card size="small" title={t("check.title", { level: wordOf("IncubatorLevel", check.level) })}>
      <Alert
        type={isMet ? "success" : "info"}
        showIcon
        className="form-notice"
        title={
          check.criteria.length === 0
            ? t("check.noCriteria")
            : isMet
              ? t("check.allMet")
              : t("check.summary", { missed: missedCount, unknown: unknownCount })
        }
      />
      <Typography.Paragraph type="secondary">
        {t("check.pack", { pack: check.packId, day: dayText(check.checkedOn) })}
      </Typography.Paragraph>
      <Rows
        rows={rows}
        columns={[
          { key: "criterion", title: t("check.criterion"), render: ({ code }) => t(`check.codes.${code}`, code) },
          {
            key: "standing",
            title: t("check.standing"),
            render: ({ standing }) => <Tag color={STANDING_COLORS[standing]}>{wordOf("Standing", standing)}</Tag>,
          },
          { key: "value", title: t("check.value"), align: "right", render: ({ value, unit }) => amount(value, unit) },
          {
            key: "threshold",
            title: t("check.threshold"),
            align: "right",
            render: ({ threshold, unit }) => amount(threshold, unit),
          },
          {
            key: "gap",
            title: t("check.gap"),
            align: "right",
            render: ({ gap, unit }) => (gap ? amount(gap, unit) : "—"),
          },
        ]}
      />
    </Card>
  );
}
