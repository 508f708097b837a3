import { Table, Tag } from "antd";
import { graphql, useFragment } from "react-relay";
import type {
  PairChanges_changes$data,
  PairChanges_changes$key,
} from "../../__generated__/PairChanges_changes.graphql";
import { useWords } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";

type Change = PairChanges_changes$data[number];

/** Pairs that one plan has and the other has not, entry by entry. */
export function PairChanges({ changes: key }: { readonly changes: PairChanges_changes$key }) {
  const changes = useFragment(
    graphql`
      fragment PairChanges_changes on PairChange @relay(plural: true) {
        judgeId
        judgeCode
        judgeName
        entryId
        entryCode
        entryTitle
        fit
        isAdded
      }
    `,
    key,
  );
  const t = useWords("judging");
  return (
    <Table<Change>
      size="small"
      rowKey={({ judgeId, entryId }) => `${judgeId} ${entryId}`}
      pagination={changes.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      dataSource={[...changes]}
      locale={{ emptyText: t("compare.same") }}
      columns={[
        { title: t("entry"), render: (_, { entryCode, entryTitle }) => `${entryCode} ${entryTitle}` },
        {
          title: t("compare.change"),
          render: (_, { isAdded }) => (
            <Tag color={isAdded ? "green" : "red"}>{t(isAdded ? "compare.added" : "compare.removed")}</Tag>
          ),
        },
        { title: t("judge"), render: (_, { judgeCode, judgeName }) => `${judgeCode} ${judgeName}` },
        { title: t("fit"), align: "right", render: (_, { fit }) => fitText(fit) },
      ]}
    />
  );
}
