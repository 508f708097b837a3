import { Input, Modal, Typography } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { numberText, useWords } from "../../i18n/useWords";
import { upTo } from "../../ui/limits";
import { useGesture } from "../../ui/useGesture";
import type { SheetPage_task$data } from "../../__generated__/SheetPage_task.graphql";
import type { SubmitMutation } from "../../__generated__/SubmitMutation.graphql";
import { missingOf, totalOf, type Criterion, type Sheet } from "./sheet";

export interface Props {
  readonly task: SheetPage_task$data;
  readonly sheet: Sheet;
  readonly criteria: readonly Criterion[];
  /** Brings everything to the server first. */
  readonly flush: () => Promise<boolean>;
  readonly close: () => void;
  readonly done: () => void;
}

/** Handing a sheet in: what is missing needs a reason; afterwards it stands still. */
export function SubmitDialog({ task, sheet, criteria, flush, close, done }: Props) {
  const [reason, setReason] = useState("");
  const t = useWords("scoring");
  const [submit, isRunning] = useGesture<SubmitMutation>(graphql`
    mutation SubmitMutation($input: SubmitScoreSheetInput!) {
      submitScoreSheet(input: $input) {
        __typename
        ... on SubmitScoreSheetSuccess {
          judgeTask {
            ...SheetPage_task
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const missing = missingOf(sheet, criteria);
  const run = async () => {
    if (!(await flush())) return close();
    const input = { judgeTaskId: task.id, version: task.scoreSheet?.version ?? 0, skipReason: reason };
    const { success } = await submit({ input });
    close();
    if (success) done();
  };
  return (
    <Modal
      open
      title={t("submit.title")}
      okText={t("submit.go")}
      cancelText={t("cancel")}
      confirmLoading={isRunning}
      okButtonProps={{ disabled: missing > 0 && reason.trim() === "" }}
      onOk={() => void run()}
      onCancel={close}
    >
      <Typography.Paragraph>{t("submit.text", { total: numberText(totalOf(sheet, criteria)) })}</Typography.Paragraph>
      {missing > 0 && (
        <label>
          {t("submit.missing", { count: missing })}
          <Input.TextArea value={reason} {...upTo(2000)} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
    </Modal>
  );
}
