import type { TFunction } from "i18next";
import { Alert, Button, Card, Collapse, Flex, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import { useNavigate } from "react-router";
import type { PoolShortageMendMutation } from "../../__generated__/PoolShortageMendMutation.graphql";
import type { PoolShortage_run$data, PoolShortage_run$key } from "../../__generated__/PoolShortage_run.graphql";
import { numberText, useWords } from "../../i18n/useWords";
import { MendChoice } from "../../ui/ruling/MendChoice";
import { ruleText, type Mend } from "../../ui/ruling/mends";
import type { Stated } from "../../ui/ruling/stated";
import { Tags } from "../../ui/Tags";
import { useGesture } from "../../ui/useGesture";
import { labelOf } from "./settings";
import { useStartPool } from "./useStartPool";
import "./pool.css";

type Short = NonNullable<PoolShortage_run$data["shortage"]>;

/** Why there is no plan, and what would make one: each way out is a button. */
export function PoolShortage({ run: key }: { readonly run: PoolShortage_run$key }) {
  const run = useFragment(
    graphql`
      fragment PoolShortage_run on SolveRun {
        id
        name
        seed
        settings
        organization {
          id
        }
        shortage {
          code
          unitsRequired
          unitsAvailable
          missingUnits
          demandCount
          supplyCount
          demands
          supplies
          requirements
          isSmallest
          mendCount
          mends
        }
      }
    `,
    key,
  );
  const t = useWords("matching");
  const { shortage } = run;
  if (!shortage) return null;
  const other = shortage.supplyCount > 0 ? "shortage.other" : "shortage.otherNeeds";
  const sentence = t([`shortage.${shortage.code}`, other], {
    required: numberText(shortage.unitsRequired),
    available: numberText(shortage.unitsAvailable),
    missing: numberText(shortage.missingUnits),
    needs: numberText(shortage.demandCount),
    packages: numberText(shortage.supplyCount),
  });
  const stated = { ...(run.settings as Stated), name: run.name, seed: run.seed };
  return (
    <Card title={<h2 className="card-title">{t("shortage.title")}</h2>}>
      <Flex vertical gap="middle">
        <Alert type="warning" showIcon title={sentence} />
        <WaysOut organizationId={run.organization?.id ?? ""} settings={stated} />
        <Mends runId={run.id} shortage={shortage} settings={stated} />
        <Concerned shortage={shortage} settings={stated} />
      </Flex>
    </Card>
  );
}

function wordsOf(t: TFunction, mend: Mend, settings: Stated): Record<string, string> {
  const { supply, demand, group, units, limit } = mend;
  return {
    package: supply ?? "",
    need: demand ?? "",
    whom: [demand, supply, group].filter(Boolean).join(t("listed")),
    units: numberText(units, 3),
    rule: ruleText(t, settings, { ...mend }, labelOf),
    limit: numberText(limit),
    to: numberText((limit ?? 0) + (units ?? 0)),
  };
}

/** Changes that hold for all. */
function WaysOut({ organizationId, settings }: { readonly organizationId: string; readonly settings: Stated }) {
  const [start, isStarting] = useStartPool(organizationId);
  const t = useWords("matching");
  const fewer = typeof settings.perNeed === "number" ? settings.perNeed - 1 : 1;
  return (
    <section aria-labelledby="ways-out" className="settings-part">
      <Typography.Title level={3} id="ways-out">
        {t("shortage.ways")}
      </Typography.Title>
      <Flex wrap gap="small">
        {settings.elastic === false && (
          <Button type="primary" loading={isStarting} onClick={() => void start({ ...settings, elastic: true })}>
            {t("shortage.allowMissing")}
          </Button>
        )}
        {fewer > 0 && (
          <Button disabled={isStarting} onClick={() => void start({ ...settings, perNeed: fewer })}>
            {t("shortage.fewer", { count: fewer })}
          </Button>
        )}
        {(settings.rules ?? []).length > 0 && (
          <Button disabled={isStarting} onClick={() => void start({ ...settings, rules: [] })}>
            {t("shortage.noRules")}
          </Button>
        )}
      </Flex>
    </section>
  );
}

interface MendsProps {
  readonly runId: string;
  readonly shortage: Short;
  readonly settings: Stated;
}

/** Starts again with the smallest set of changes, or a part of it. */
function Mends({ runId, shortage, settings }: MendsProps) {
  const navigate = useNavigate();
  const t = useWords("matching");
  const [apply, isApplying] = useGesture<PoolShortageMendMutation>(graphql`
    mutation PoolShortageMendMutation($input: ApplyPoolMendsInput!) {
      applyPoolMends(input: $input) {
        __typename
        ... on ApplyPoolMendsSuccess {
          solveRun {
            id
            ...RunProgress_run
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const go = async (mendIds: number[]) => {
    const { success } = await apply({ input: { solveRunId: runId, mendIds, startsRun: true } });
    if (success?.solveRun) await navigate(`/pool/runs/${success.solveRun.id}`);
  };
  return (
    <MendChoice
      room="matching"
      mends={(shortage.mends ?? []) as readonly Mend[]}
      count={shortage.mendCount}
      isSmallest={shortage.isSmallest ?? false}
      settings={settings}
      labelOf={labelOf}
      textOf={(mend) => t([`mend.${mend.code}`, "mend.other"], wordsOf(t, mend, settings))}
      apply={(ids) => void go(ids)}
      isApplying={isApplying}
    />
  );
}

function Concerned({ shortage, settings }: { readonly shortage: Short; readonly settings: Stated }) {
  const t = useWords("matching");
  const [needs, packages] = [(shortage.demands ?? []) as string[], (shortage.supplies ?? []) as string[]];
  const requirements = (shortage.requirements ?? []) as readonly Mend[];
  const content = (
    <Flex vertical gap="small">
      <Typography.Text strong>{t("plan.needs")}</Typography.Text>
      <Tags labels={needs} />
      {packages.length > 0 && (
        <>
          <Typography.Text strong>{t("plan.packages")}</Typography.Text>
          <Tags labels={packages} />
        </>
      )}
      {requirements.length > 0 && (
        <>
          <Typography.Text strong>{t("shortage.requirements")}</Typography.Text>
          <ul className="pool-list">
            {requirements.map((each, at) => (
              <li key={at}>
                {t([`shortage.requirement.${each.code}`, "shortage.requirement.other"], wordsOf(t, each, settings))}
              </li>
            ))}
          </ul>
        </>
      )}
    </Flex>
  );
  const counts = { needs: numberText(shortage.demandCount), packages: numberText(shortage.supplyCount) };
  const label = t(shortage.supplyCount > 0 ? "shortage.who" : "shortage.whoNeeds", counts);
  return <Collapse items={[{ key: "who", label, children: content }]} />;
}
