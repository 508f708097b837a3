import type { TFunction } from "i18next";
import { Alert, Button, Card, Collapse, Flex, Typography } from "antd";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import type { RunPage_run$data } from "../../__generated__/RunPage_run.graphql";
import type { ShortageMendMutation } from "../../__generated__/ShortageMendMutation.graphql";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { MendChoice } from "../../ui/ruling/MendChoice";
import { ruleText, type Mend } from "../../ui/ruling/mends";
import { Tags } from "../../ui/Tags";
import { useGesture } from "../../ui/useGesture";
import { labelOf, type Stated } from "./settings";
import { useStart } from "./useStart";

interface Props {
  readonly roundId: string;
  readonly runId: string;
  readonly round: { readonly perEntry: number };
  readonly settings: Stated;
  readonly shortage: NonNullable<RunPage_run$data["shortage"]>;
}

/** The most that every judge takes, raised by the least that makes a plan possible. */
interface EvenMend {
  readonly id: number;
  readonly limit: number;
  readonly units: number;
  /** Judges who take another number all the same. */
  readonly own_count: number;
}

/** Why there is no plan, and what would make one: each way out is a button. */
export function Shortage({ roundId, runId, round, settings, shortage }: Props) {
  const t = useWords("judging");
  const { code, unitsRequired, unitsAvailable, missingUnits, demandCount, supplyCount } = shortage;
  const [demands, supplies] = [(shortage.demands ?? []) as string[], (shortage.supplies ?? []) as string[]];
  const sentence = t([`shortage.${code}`, "shortage.other"], {
    required: numberText(unitsRequired),
    available: numberText(unitsAvailable),
    missing: numberText(missingUnits),
    entries: numberText(demandCount),
    judges: numberText(supplyCount),
  });
  const requirements = (shortage.requirements ?? []) as readonly Mend[];
  return (
    <Card title={<h2 className="card-title">{t("shortage.title")}</h2>}>
      <Flex vertical gap="middle">
        <Alert type="warning" showIcon title={sentence} />
        <WaysOut roundId={roundId} runId={runId} round={round} settings={settings} shortage={shortage} />
        <Mends roundId={roundId} runId={runId} settings={settings} shortage={shortage} />
        <Collapse
          items={[
            {
              key: "who",
              label: t("shortage.who", { entries: demandCount, judges: supplyCount }),
              children: (
                <Flex vertical gap="small">
                  <Typography.Text strong>{t("shortage.entries")}</Typography.Text>
                  <Tags labels={demands} />
                  <Typography.Text strong>{t("shortage.judges")}</Typography.Text>
                  {supplies.length > 0 ? <Tags labels={supplies} /> : <span>{t("none")}</span>}
                  {requirements.length > 0 && (
                    <>
                      <Typography.Text strong>{t("shortage.requirements")}</Typography.Text>
                      <ul className="plain-list">
                        {requirements.map((each, at) => (
                          <li key={at}>
                            {t(
                              [`shortage.requirement.${each.code}`, "shortage.requirement.other"],
                              wordsOf(t, each, settings),
                            )}
                          </li>
                        ))}
                      </ul>
                    </>
                  )}
                </Flex>
              ),
            },
          ]}
        />
      </Flex>
    </Card>
  );
}

function wordsOf(t: TFunction, mend: Mend, settings: Stated): Record<string, string> {
  const { supply, demand, units, group, limit, reason } = mend;
  return {
    judge: supply ?? "",
    entry: demand ?? "",
    units: numberText(units, 3),
    rule: ruleText(t, settings, { ...mend }, labelOf),
    whom: [demand, supply, group].filter(Boolean).join(t("listed")),
    limit: numberText(limit),
    to: numberText((limit ?? 0) + (units ?? 0)),
    reason: wordOf("ConflictKind", reason),
  };
}

/** Changes that hold for all: fairer than raising the load of a few. */
function WaysOut({ roundId, runId, round, settings, shortage }: Props) {
  const [start, isStarting] = useStart(roundId);
  const [apply, isApplying] = useMends(roundId, runId);
  const t = useWords("judging");
  const even = shortage.evenMend as EvenMend | null;
  const perEntry = (settings.perEntry ?? round.perEntry) - 1;
  return (
    <section aria-labelledby="ways-out" className="settings-part">
      <Typography.Title level={3} id="ways-out">
        {t("shortage.ways")}
      </Typography.Title>
      <Flex wrap gap="small">
        {even && (
          <Button type="primary" loading={isApplying} disabled={isStarting} onClick={() => void apply([even.id])}>
            {t("shortage.raiseAll", { load: numberText(even.limit + even.units), now: numberText(even.limit) })}
          </Button>
        )}
        {perEntry > 0 && (
          <Button disabled={isStarting || isApplying} onClick={() => void start({ ...settings, perEntry })}>
            {t("shortage.fewerJudges", { count: perEntry })}
          </Button>
        )}
        {!settings.elastic && (
          <Button disabled={isStarting || isApplying} onClick={() => void start({ ...settings, elastic: true })}>
            {t("shortage.allowMissing")}
          </Button>
        )}
      </Flex>
      {even && even.own_count > 0 && (
        <Typography.Text type="secondary">{t("shortage.own", { count: even.own_count })}</Typography.Text>
      )}
    </section>
  );
}

/** Starts again with these changes and leads to the new run. */
function useMends(roundId: string, runId: string): [(mendIds: number[]) => Promise<void>, boolean] {
  const navigate = useNavigate();
  const [apply, isApplying] = useGesture<ShortageMendMutation>(graphql`
    mutation ShortageMendMutation($input: ApplyMendsInput!) {
      applyMends(input: $input) {
        __typename
        ... on ApplyMendsSuccess {
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
  const run = async (mendIds: number[]) => {
    const { success } = await apply({ input: { solveRunId: runId, mendIds, startsRun: true } });
    const started = success?.solveRun;
    if (started) await navigate(`/rounds/${roundId}/runs/${started.id}`);
  };
  return [run, isApplying];
}

/** The smallest set of changes, or a part of it. */
function Mends({ roundId, runId, settings, shortage }: Omit<Props, "round">) {
  const [apply, isApplying] = useMends(roundId, runId);
  const t = useWords("judging");
  return (
    <MendChoice
      room="judging"
      mends={(shortage.mends ?? []) as readonly Mend[]}
      count={shortage.mendCount}
      isSmallest={shortage.isSmallest ?? false}
      settings={settings}
      labelOf={labelOf}
      textOf={(mend) => t([`mend.${mend.code}`, "mend.other"], wordsOf(t, mend, settings))}
      apply={(ids) => void apply(ids)}
      isApplying={isApplying}
    />
  );
}
