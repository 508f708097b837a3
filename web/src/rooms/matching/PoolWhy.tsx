import { Alert, Flex, Typography } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import type { PoolWhyQuery } from "../../__generated__/PoolWhyQuery.graphql";
import { useWords, wordOf } from "../../i18n/useWords";
import { Bars } from "../../ui/Bars";
import { fitText } from "../../ui/fits";
import { ruleText } from "../../ui/ruling/mends";
import type { Stated } from "../../ui/ruling/stated";
import { labelOf } from "./settings";

/** Parameters that are titles, never amounts. */
const NAMES = new Set(["supply", "demand", "busy_with", "served_by", "reason", "rule", "aim"]);

interface Party {
  readonly id: string;
  readonly title: string;
}

interface Props {
  readonly planId: string;
  readonly need: Party;
  readonly technologyPackage: Party;
}

/** Why a plan recommends a package to a need, or why not, and what the fit is made of. */
export function PoolWhy({ planId, need, technologyPackage }: Props) {
  const { explainRecommendation: found, poolPlan: plan } = useLazyLoadQuery<PoolWhyQuery>(
    graphql`
      query PoolWhyQuery($plan: ID!, $package: ID!, $need: ID!) {
        poolPlan(id: $plan) {
          id
          solveRun {
            id
            settings
          }
        }
        explainRecommendation(poolPlanId: $plan, technologyPackageId: $package, needId: $need) {
          isRecommended
          fit
          components
          reasons {
            code
            params
          }
        }
      }
    `,
    { plan: planId, package: technologyPackage.id, need: need.id },
  );
  const t = useWords("matching");
  if (!found) return null;
  const settings = (plan?.solveRun?.settings ?? {}) as Stated;
  const sentence = ({ code, params }: { readonly code: string; readonly params: unknown }) => {
    const given = (params ?? {}) as Readonly<Record<string, unknown>>;
    const words = Object.entries(given).map(([name, value]) => {
      const texts = (Array.isArray(value) ? value : [value]).map((each) =>
        typeof each === "number" || (!NAMES.has(name) && !Number.isNaN(Number(each)))
          ? fitText(Number(each), name === "rank" || name === "limit" ? 0 : 3)
          : String(each),
      );
      const told = texts.join(t("listed"));
      return [name, name === "aim" ? t(`aim.short.${told.toUpperCase()}`, { defaultValue: told }) : told] as const;
    });
    const rule = given.rule === undefined ? "" : ruleText(t, settings, given, labelOf);
    return t([`why.${code}`, "why.other"], { code, ...Object.fromEntries(words), rule });
  };
  const [answer, ...details] = found.reasons;
  const parts = Object.entries((found.components ?? {}) as Record<string, number>);
  return (
    <Flex vertical gap="middle">
      <div>
        <Typography.Text type="secondary">{t("plan.need")}</Typography.Text>
        <div>{need.title}</div>
        <Typography.Text type="secondary">{t("plan.package")}</Typography.Text>
        <div>{technologyPackage.title}</div>
      </div>
      {answer && <Alert type={found.isRecommended ? "success" : "info"} title={sentence(answer)} />}
      {details.length > 0 && (
        <ul>
          {details.map((reason, at) => (
            <li key={at}>{sentence(reason)}</li>
          ))}
        </ul>
      )}
      {parts.length > 0 && (
        <section>
          <Typography.Text strong>{t("why.madeOf", { fit: fitText(found.fit, 3) })}</Typography.Text>
          <Bars
            bars={parts.map(([name, share]) => ({
              label: wordOf("FitComponent", name),
              share,
            }))}
          />
        </section>
      )}
    </Flex>
  );
}
