import { Card, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import type { PoolLimits_bottlenecks$key } from "../../__generated__/PoolLimits_bottlenecks.graphql";
import { useWords } from "../../i18n/useWords";
import { Bars } from "../../ui/Bars";
import { fitText } from "../../ui/fits";
import { ruleText } from "../../ui/ruling/mends";
import type { Stated } from "../../ui/ruling/stated";
import { labelOf } from "./settings";

interface Props {
  readonly bottlenecks: PoolLimits_bottlenecks$key;
  /** Of the plan's run: what its rules are. */
  readonly settings: Stated;
}

/** What holds the plan back, and what one more unit of it would bring. */
export function PoolLimits({ bottlenecks: key, settings }: Props) {
  const { limits } = useFragment(
    graphql`
      fragment PoolLimits_bottlenecks on PoolBottlenecks {
        limits {
          code
          params
          worth
          worthAtMost
        }
      }
    `,
    key,
  );
  const t = useWords("matching");
  const told = (params: Stated) => ({
    ...params,
    whom: [params.need, params.package, params.group].filter(Boolean).join(t("listed")),
    rule: ruleText(t, settings, params, labelOf),
  });
  const most = Math.max(...limits.map(({ worth, worthAtMost }) => worth ?? worthAtMost), 1e-9);
  return (
    <Card size="small" title={<h2 className="card-title">{t("limits.title")}</h2>}>
      <Typography.Paragraph type="secondary">
        {t(limits.length === 0 ? "limits.none" : "limits.text")}
      </Typography.Paragraph>
      <Bars
        bars={limits.map(({ code, params, worth, worthAtMost }) => ({
          label: t([`limits.${code}`, "limits.other"], { code, ...told(params as Stated) }),
          share: (worth ?? worthAtMost) / most,
          text:
            worth === null || worth === undefined
              ? t("limits.atMost", { worth: fitText(worthAtMost) })
              : `+${fitText(worth)}`,
        }))}
      />
    </Card>
  );
}
