import { CheckCircleFilled, CloseCircleFilled, DownloadOutlined } from "@ant-design/icons";
import { Alert, App, Button, Card, Collapse, Flex, Typography } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useParams } from "react-router";
import type { ProofPageQuery } from "../../__generated__/ProofPageQuery.graphql";
import { timeText } from "../../i18n/times";
import { numberText, sentenceOf, useWords } from "../../i18n/useWords";
import { Facts } from "../../ui/Facts";
import { faultOf } from "../../ui/faults";
import { GapPicture } from "../../ui/GapPicture";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { saveFile } from "../../ui/saveFile";
import { scenarioName } from "../../ui/ruling/scenarios";
import type { Stated } from "./settings";
import "./studio.css";

const query = graphql`
  query ProofPageQuery($id: ID!) {
    plan(id: $id) {
      id
      number
      round {
        id
        name
      }
      solveRun {
        id
        name
      }
    }
    planProof(planId: $id) {
      isValid
      verifiedAt
      totalFit
      machineFit
      bound
      gap
      relativeGap
      belowBound
      vouchedBy
      engine
      seed
      seconds
      judgeCount
      entryCount
      pairCount
      editCount
      problemDigest
      resultDigest
      checks {
        code
        isGood
        params
      }
      downloadPath
    }
  }
`;

type Proof = NonNullable<ProofPageQuery["response"]["planProof"]>;

/** Whether a better plan exists, and how that is known, for people who never heard of optimization. */
export function ProofPage() {
  const { roundId = "", planId = "" } = useParams();
  const { plan, planProof } = useLazyLoadQuery<ProofPageQuery>(query, { id: planId });
  const t = useWords("judging");
  if (!plan || !planProof) return <NotFound />;
  const name = scenarioName(t, { name: plan.solveRun?.name ?? "", number: plan.number });
  const above = [
    { to: `/rounds/${roundId}`, label: plan.round?.name ?? "" },
    { to: `/rounds/${roundId}/studio`, label: t("studio.title") },
    { to: `/rounds/${roundId}/plans/${planId}`, label: name },
  ];
  return (
    <Page title={t("proof.title")} above={above} actions={<Download proof={planProof} name={name} />}>
      <Flex vertical gap="middle">
        <Verdict proof={planProof} />
        <Card size="small" title={<h2 className="card-title">{t("proof.picture")}</h2>}>
          <GapPicture
            value={planProof.totalFit}
            bound={planProof.bound ?? null}
            valueLabel={t("proof.thisPlan", { fit: numberText(planProof.totalFit) })}
            boundLabel={t("proof.noPlanAbove", { fit: numberText(planProof.bound) })}
          />
          <Typography.Paragraph type="secondary">
            {planProof.bound === null || planProof.bound === undefined
              ? t("proof.noBound")
              : t("proof.pictureText", { below: numberText(planProof.belowBound, 3) })}
          </Typography.Paragraph>
        </Card>
        <Checks proof={planProof} />
        <Collapse items={[{ key: "more", label: t("proof.more"), children: <Details proof={planProof} /> }]} />
      </Flex>
    </Page>
  );
}

function Verdict({ proof }: { readonly proof: Proof }) {
  const t = useWords("judging");
  const isBest = proof.isValid && proof.vouchedBy === "VERIFIED" && proof.gap === 0;
  const kind = !proof.isValid ? "broken" : isBest ? (proof.editCount > 0 ? "edited" : "best") : "open";
  const below = proof.bound ? ((proof.belowBound ?? 0) / proof.bound) * 100 : null;
  return (
    <Alert
      showIcon
      type={kind === "broken" ? "error" : kind === "open" ? "info" : "success"}
      title={t(`proof.verdict.${kind}`)}
      description={t(`proof.verdictText.${kind}`, {
        percent: below === null ? "?" : numberText(below),
        count: proof.editCount,
        below: numberText(proof.belowBound, 3),
      })}
    />
  );
}

/** What was looked at, one by one. */
function Checks({ proof }: { readonly proof: Proof }) {
  const t = useWords("judging");
  return (
    <Card size="small" title={<h2 className="card-title">{t("proof.checks")}</h2>}>
      <Typography.Paragraph type="secondary">
        {t("proof.checkedAt", { time: timeText(proof.verifiedAt) })}
      </Typography.Paragraph>
      <ul className="checks">
        {proof.checks.map(({ code, isGood, params }) => (
          <li key={code}>
            {isGood ? (
              <CheckCircleFilled className="good" aria-label={t("proof.good")} />
            ) : (
              <CloseCircleFilled className="bad" aria-label={t("proof.bad")} />
            )}
            <span>{t([`proof.check.${code}`, "proof.check.other"], { code, ...(params as Stated) })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Details({ proof }: { readonly proof: Proof }) {
  const t = useWords("judging");
  return (
    <>
      <Facts
        facts={[
          { label: t("entries"), value: numberText(proof.entryCount) },
          { label: t("judges"), value: numberText(proof.judgeCount) },
          { label: t("proof.pairs"), value: numberText(proof.pairCount) },
          { label: t("proof.machineFit"), value: numberText(proof.machineFit, 6) },
          { label: t("proof.bound"), value: numberText(proof.bound, 6) },
          { label: t("plan.edits"), value: numberText(proof.editCount) },
          { label: t("proof.engine"), value: proof.engine },
          { label: t("settings.seed"), value: proof.seed },
          { label: t("proof.seconds"), value: numberText(proof.seconds, 2) },
          {
            label: t("proof.problemDigest"),
            value: <code className="digest">{proof.problemDigest}</code>,
            isWide: true,
          },
          { label: t("proof.resultDigest"), value: <code className="digest">{proof.resultDigest}</code>, isWide: true },
        ]}
      />
      <Typography.Paragraph type="secondary">{t("proof.howToCheck")}</Typography.Paragraph>
    </>
  );
}

function Download({ proof, name }: { readonly proof: Proof; readonly name: string }) {
  const [isSaving, setSaving] = useState(false);
  const { message } = App.useApp();
  const t = useWords("judging");
  const save = async () => {
    setSaving(true);
    try {
      await saveFile(proof.downloadPath, `${name}.proof`);
    } catch (problem) {
      const { code, params } = faultOf(problem);
      void message.error(sentenceOf(code, params));
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined />} loading={isSaving} onClick={() => void save()}>
      {t("proof.download")}
    </Button>
  );
}
