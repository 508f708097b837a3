import { Alert, Button, Card, Checkbox, Collapse, Flex, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useNavigate } from "react-router";
import type { PoolShortageMendMutation } from "../../__generated__/PoolShortageMendMutation.graphql";
import type { PoolShortage_run$data, PoolShortage_run$key } from "../../__generated__/PoolShortage_run.graphql";
import { numberText, useWords } from "../../i18n/useWords";
import type { Stated } from "../../ui/ruling/stated";
import { Tags } from "../../ui/Tags";
import { useGesture } from "../../ui/useGesture";
import { useStartPool } from "./useStartPool";

/** One change that, with the others, makes a plan possible; also a limit of those that cannot hold together. */
interface Mend {
  readonly id: number;
  readonly code: string;
  readonly supply: string | null;
  readonly demand: string | null;
  readonly units: number | null;
  readonly limit: number | null;
  readonly rule: string | null;
  readonly patch: Stated | null;
}

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
  const sentence = t([`shortage.${shortage.code}`, "shortage.other"], {
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
        <Mends runId={run.id} shortage={shortage} />
        <Concerned shortage={shortage} />
      </Flex>
    </Card>
  );
}

function words({ supply, demand, units, rule, limit }: Mend): Record<string, string> {
  return {
    package: supply ?? "",
    need: demand ?? "",
    units: numberText(units),
    rule: rule ?? "",
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

const SHOWN = 50;

/** The smallest set of changes. Those that settings can bring about are chosen; the others are told to people. */
function Mends({ runId, shortage }: { readonly runId: string; readonly shortage: Short }) {
  const mends = (shortage.mends ?? []) as readonly Mend[];
  const doable = mends.filter(({ patch }) => patch !== null);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(doable.map(({ id }) => id)));
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
  const go = async () => {
    const { success } = await apply({ input: { solveRunId: runId, mendIds: [...chosen], startsRun: true } });
    if (success?.solveRun) await navigate(`/pool/runs/${success.solveRun.id}`);
  };
  const toggle = (id: number, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  if (mends.length === 0) return null;
  return (
    <section aria-labelledby="mends" className="settings-part">
      <Typography.Title level={3} id="mends">
        {t(shortage.isSmallest ? "shortage.smallest" : "shortage.enough", { count: shortage.mendCount })}
      </Typography.Title>
      <ul className="unmet">
        {mends.slice(0, SHOWN).map((mend) => (
          <li key={mend.id}>
            <Checkbox
              checked={chosen.has(mend.id)}
              disabled={mend.patch === null}
              onChange={({ target }) => toggle(mend.id, target.checked)}
            >
              {t([`mend.${mend.code}`, "mend.other"], words(mend))}
            </Checkbox>
          </li>
        ))}
      </ul>
      {mends.length > SHOWN && <p>{t("shortage.more", { count: mends.length - SHOWN })}</p>}
      <Button disabled={chosen.size === 0} loading={isApplying} onClick={() => void go()}>
        {t("shortage.apply", { count: chosen.size })}
      </Button>
    </section>
  );
}

function Concerned({ shortage }: { readonly shortage: Short }) {
  const t = useWords("matching");
  const [needs, packages] = [(shortage.demands ?? []) as string[], (shortage.supplies ?? []) as string[]];
  const requirements = (shortage.requirements ?? []) as readonly Mend[];
  const content = (
    <Flex vertical gap="small">
      <Typography.Text strong>{t("plan.needs")}</Typography.Text>
      <Tags labels={needs} />
      <Typography.Text strong>{t("plan.packages")}</Typography.Text>
      {packages.length > 0 ? <Tags labels={packages} /> : <span>{t("none")}</span>}
      {requirements.length > 0 && (
        <>
          <Typography.Text strong>{t("shortage.requirements")}</Typography.Text>
          <ul>
            {requirements.map((each, at) => (
              <li key={at}>{t([`shortage.requirement.${each.code}`, "shortage.requirement.other"], words(each))}</li>
            ))}
          </ul>
        </>
      )}
    </Flex>
  );
  const label = t("shortage.who", { needs: shortage.demandCount, packages: shortage.supplyCount });
  return <Collapse items={[{ key: "who", label, children: content }]} />;
}
