import { Input, Modal, Select, Typography } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { CONFLICT_KINDS, optionsOf } from "../../ui/kinds";
import { upTo } from "../../ui/limits";
import { useGesture } from "../../ui/useGesture";
import type { RecuseMutation } from "../../__generated__/RecuseMutation.graphql";

interface Props {
  readonly taskId: string;
  readonly close: () => void;
  readonly done: () => void;
}

/** Stepping back from an entry because of a conflict of interest. */
export function RecuseDialog({ taskId, close, done }: Props) {
  const [kind, setKind] = useState<(typeof CONFLICT_KINDS)[number]>("SELF_DECLARED");
  const [note, setNote] = useState("");
  const t = useWords("scoring");
  const [recuse, isRunning] = useGesture<RecuseMutation>(graphql`
    mutation RecuseMutation($input: RecuseInput!) {
      recuse(input: $input) {
        __typename
        ... on RecuseSuccess {
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
  const run = async () => {
    const { success } = await recuse({ input: { judgeTaskId: taskId, kind, note } });
    close();
    if (success) done();
  };
  return (
    <Modal
      open
      title={t("recuse.title")}
      okText={t("recuse.go")}
      cancelText={t("cancel")}
      confirmLoading={isRunning}
      onOk={() => void run()}
      onCancel={close}
    >
      <Typography.Paragraph>{t("recuse.text")}</Typography.Paragraph>
      <Select
        aria-label={t("recuse.kind")}
        style={{ width: "100%", marginBottom: 12 }}
        options={optionsOf("ConflictKind", CONFLICT_KINDS)}
        value={kind}
        onChange={setKind}
      />
      <Input.TextArea
        aria-label={t("recuse.note")}
        placeholder={t("recuse.note")}
        value={note}
        {...upTo(2000)}
        onChange={(event) => setNote(event.target.value)}
      />
    </Modal>
  );
}
