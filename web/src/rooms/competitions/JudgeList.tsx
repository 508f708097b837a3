import { PlusOutlined, UploadOutlined } from "@ant-design/icons";
import { Button, Flex, Tag } from "antd";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { dayText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { ExportButton } from "../../ui/ExportButton";
import { JUDGE_KINDS, optionsOf } from "../../ui/kinds";
import { RecordList } from "../../ui/ListPage";
import type { JudgeListQuery } from "../../__generated__/JudgeListQuery.graphql";
import { InviteJudges } from "./InviteJudges";

type Row = NonNullable<JudgeListQuery["response"]["competition"]>["judges"]["nodes"][number];
const EXPORTED = [
  "code",
  "name",
  "organizationName",
  "kind",
  "fields",
  "region",
  "expertise",
  "minLoad",
  "maxLoad",
  "isLinked",
  "scoringProgress.submittedCount",
  "scoringProgress.taskCount",
];

interface Props {
  readonly competitionId: string;
  readonly canEdit: boolean;
}

/** The judges of a competition. */
export function JudgeList({ competitionId, canEdit }: Props) {
  const t = useWords("competitions");
  const tools = canEdit && (
    <Flex gap="small" wrap>
      <Link to={`/import/JUDGES?target=${competitionId}`}>
        <Button icon={<UploadOutlined />}>{t("judge.import")}</Button>
      </Link>
      <Link to={`/competitions/${competitionId}/judges/new`}>
        <Button icon={<PlusOutlined />}>{t("judge.create")}</Button>
      </Link>
    </Flex>
  );
  return (
    <RecordList<JudgeListQuery, Row>
      name="judges"
      variables={{ competitionId }}
      query={graphql`
        query JudgeListQuery(
          $competitionId: ID!
          $first: Int
          $after: String
          $last: Int
          $before: String
          $filter: JudgeFilter
          $orderBy: JudgeOrder
        ) {
          competition(id: $competitionId) {
            judges(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
              nodes {
                id
                code
                name
                organizationName
                kind
                region
                isLinked
                contact {
                  id
                  email
                  invitedAt
                }
                scoringProgress {
                  taskCount
                  submittedCount
                }
              }
              pageInfo {
                hasNextPage
                hasPreviousPage
                startCursor
                endCursor
              }
              totalCount
            }
          }
        }
      `}
      connection={(data) => data.competition?.judges}
      address={(row) => `/judges/${row.id}`}
      defaultOrder="CODE_ASC"
      filters={[
        { name: "name", label: t("judge.name"), kind: "text" },
        {
          name: "kind",
          label: t("judge.kind"),
          kind: "choice",
          isList: true,
          options: optionsOf("JudgeKind", JUDGE_KINDS),
        },
        {
          name: "isLinked",
          label: t("judge.account"),
          kind: "choice",
          options: [
            { value: "true", label: t("judge.isLinked") },
            { value: "false", label: t("judge.isNotLinked") },
          ],
        },
      ]}
      bulk={
        canEdit ? (chosen, done) => <Invite competitionId={competitionId} chosen={chosen} done={done} /> : undefined
      }
      columns={[
        { key: "name", title: t("judge.name"), order: "NAME", render: (row) => row.name || row.code },
        { key: "code", title: t("code"), order: "CODE", render: (row) => row.code },
        { key: "organization", title: t("judge.organization"), render: (row) => row.organizationName },
        { key: "kind", title: t("judge.kind"), render: (row) => wordOf("JudgeKind", row.kind) },
        { key: "region", title: t("region"), render: (row) => row.region, wideOnly: true },
        {
          key: "linked",
          title: t("judge.account"),
          render: (row) => <Standing judge={row} />,
        },
        {
          key: "progress",
          title: t("round.progress"),
          align: "right",
          render: ({ scoringProgress: { submittedCount, taskCount } }) =>
            taskCount ? `${submittedCount} / ${taskCount}` : "",
        },
      ]}
      tools={(variables) => (
        <Flex gap="small" wrap>
          <ExportButton list="judges" of={competitionId} columns={EXPORTED} variables={variables} />
          {tools}
        </Flex>
      )}
      empty={tools || t("judge.none")}
    />
  );
}

interface InviteProps {
  readonly competitionId: string;
  readonly chosen: readonly Row[];
  readonly done: () => void;
}

/** Those of the chosen who are not there yet. */
function Invite({ competitionId, chosen, done }: InviteProps) {
  const t = useWords("competitions");
  const judges = chosen.filter(({ isLinked }) => !isLinked);
  const label = t("judge.inviteCount", { count: judges.length });
  return <InviteJudges competitionId={competitionId} judges={judges} label={label} done={done} />;
}

function Standing({ judge: { isLinked, contact } }: { readonly judge: Row }) {
  const t = useWords("competitions");
  if (isLinked) return <Tag color="green">{t("judge.isLinked")}</Tag>;
  if (!contact?.invitedAt) return <Tag>{t("judge.isNotLinked")}</Tag>;
  return <Tag color="blue">{t("judge.invitedOn", { time: dayText(contact.invitedAt) })}</Tag>;
}
