import { CheckCircleFilled, CloseCircleFilled, DownloadOutlined } from "@ant-design/icons";
import { App, Button, Card, Typography } from "antd";
import { graphql, useFragment } from "react-relay";
import type { PoolProof_proof$key } from "../../__generated__/PoolProof_proof.graphql";
import { timeText } from "../../i18n/times";
import { sentenceOf, useWords } from "../../i18n/useWords";
import { faultOf } from "../../ui/faults";
import { fitText } from "../../ui/fits";
import { GapPicture } from "../../ui/GapPicture";
import { saveFile } from "../../ui/saveFile";
import { ProofSum } from "./ProofSum";

/** Whether a better plan exists, and what was checked to know it. */
export function PoolProof({ proof: key }: { readonly proof: PoolProof_proof$key }) {
  const proof = useFragment(
    graphql`
      fragment PoolProof_proof on PoolProof {
        verifiedAt
        value
        bound
        tally {
          totalFit
          openCount
          missedCount
          price
        }
        checks {
          code
          isGood
          params
        }
        downloadPath
      }
    `,
    key,
  );
  const { message } = App.useApp();
  const t = useWords("matching");
  const save = async () => {
    try {
      await saveFile(proof.downloadPath, "pool.proof");
    } catch (problem) {
      const { code, params } = faultOf(problem);
      void message.error(sentenceOf(code, params));
    }
  };
  const { tally, value, bound } = proof;
  // Whatever lacks takes something off: who sees the figure is told.
  const isNet = tally !== null && tally !== undefined && (tally.openCount + tally.missedCount) * tally.price > 0;
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{t("proof.title")}</h2>}
      extra={
        <Button size="small" icon={<DownloadOutlined />} onClick={() => void save()}>
          {t("proof.download")}
        </Button>
      }
    >
      <GapPicture
        value={value ?? 0}
        bound={bound ?? null}
        valueLabel={t(isNet ? "proof.net" : "proof.value", { value: fitText(value) })}
        boundLabel={t("proof.bound", { bound: fitText(bound) })}
      />
      {isNet && <ProofSum value={value ?? 0} tally={tally} hasBound={typeof bound === "number"} />}
      <Typography.Paragraph type="secondary">
        {t("proof.checkedAt", { time: timeText(proof.verifiedAt) })}
      </Typography.Paragraph>
      <ul className="proof-checks">
        {proof.checks.map(({ code, isGood, params }) => (
          <li key={code}>
            {isGood ? <CheckCircleFilled aria-label={t("yes")} /> : <CloseCircleFilled aria-label={t("no")} />}{" "}
            {t([`proof.check.${code}`, "proof.check.other"], { code, ...(params as object) })}
          </li>
        ))}
      </ul>
    </Card>
  );
}
