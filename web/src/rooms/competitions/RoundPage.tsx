import { App, Button, Card, DatePicker, Flex, Progress, Tag } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { graphql, useFragment, useLazyLoadQuery } from "react-relay";
import { Link, useParams } from "react-router";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { Facts } from "../../ui/Facts";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { RoundPage_round$data, RoundPage_round$key } from "../../__generated__/RoundPage_round.graphql";
import type { RoundPageDueMutation } from "../../__generated__/RoundPageDueMutation.graphql";
import type { RoundPageEditMutation } from "../../__generated__/RoundPageEditMutation.graphql";
import type { RoundPageQuery } from "../../__generated__/RoundPageQuery.graphql";
import { RoundFields, type RoundValues } from "./RoundFields";
import { CloseRound, RemoveRound } from "./RoundEnd";
import { RubricCard } from "./RubricCard";

const fields = graphql`
  fragment RoundPage_round on Round {
    id
    version
    name
    ordinal
    state
    perEntry
    minLoad
    maxLoad
    isBlind
    scoresDueAt
    viewerCanEdit
    viewerCanRemove
    viewerCanClose
    viewerCanSetScoresDue
    scoringProgress {
      taskCount
      openCount
      draftCount
      submittedCount
      returnedCount
      recusedCount
    }
  }
`;

const query = graphql`
  query RoundPageQuery($id: ID!) {
    round(id: $id) {
      ...RoundPage_round
      ...RubricCard_round
      competition {
        id
        name
        timeZone
      }
    }
  }
`;

/** One round: its rule, its rubric, how far the judges are. */
export function RoundPage() {
  const id = useParams().roundId ?? "";
  const data = useLazyLoadQuery<RoundPageQuery>(query, { id }, { fetchPolicy: "store-and-network" });
  const round = useFragment<RoundPage_round$key>(fields, data.round ?? null);
  const [isEditing, setEditing] = useState(false);
  const t = useWords("competitions");
  if (!data.round || !round) return <NotFound />;
  const { competition } = data.round;
  const canEdit = round.viewerCanEdit;
  const above = [
    { to: "/competitions", label: t("competition.list") },
    ...(competition ? [{ to: `/competitions/${competition.id}`, label: competition.name }] : []),
  ];
  const isOrganized = canEdit || round.viewerCanSetScoresDue;
  const actions = !isEditing && (
    <>
      {isOrganized && (
        <Link to={`/rounds/${id}/studio`}>
          <Button type="primary">{t("round.studio")}</Button>
        </Link>
      )}
      {canEdit && <Button onClick={() => setEditing(true)}>{t("edit")}</Button>}
      {round.viewerCanClose && <CloseRound round={round} />}
      {isOrganized && <History id={round.id} />}
      {round.viewerCanRemove && <RemoveRound round={round} back={`/competitions/${competition?.id}`} />}
    </>
  );
  return (
    <Page title={round.name} above={above} actions={actions} tags={<Tag>{wordOf("RoundState", round.state)}</Tag>}>
      {isEditing ? (
        <Edit round={round} done={() => setEditing(false)} />
      ) : (
        <Flex vertical gap="middle">
          <Shown round={round} zone={competition?.timeZone} />
          <RubricCard round={data.round} canEdit={isOrganized} />
        </Flex>
      )}
    </Page>
  );
}

interface ShownProps {
  readonly round: RoundPage_round$data;
  readonly zone: string | undefined;
}

function Shown({ round, zone }: ShownProps) {
  const t = useWords("competitions");
  const { taskCount, submittedCount, draftCount, openCount, returnedCount, recusedCount } = round.scoringProgress;
  return (
    <>
      <Card size="small">
        <Facts
          facts={[
            { label: t("round.perEntry"), value: round.perEntry },
            { label: t("round.minLoad"), value: round.minLoad },
            { label: t("round.maxLoad"), value: round.maxLoad },
            { label: t("round.isBlind"), value: round.isBlind ? t("yes") : t("no") },
            {
              label: t("round.scoresDueAt"),
              value: round.viewerCanSetScoresDue ? <Due round={round} /> : timeText(round.scoresDueAt, zone),
            },
          ]}
        />
      </Card>
      {taskCount > 0 && (
        <Card size="small" title={t("round.progress")}>
          <Progress
            aria-label={t("round.progress")}
            percent={Math.round((100 * submittedCount) / taskCount)}
            format={() => `${submittedCount} / ${taskCount}`}
          />
          <Facts
            facts={[
              { label: wordOf("TaskState", "OPEN"), value: openCount },
              { label: wordOf("TaskState", "DRAFT"), value: draftCount },
              { label: wordOf("TaskState", "SUBMITTED"), value: submittedCount },
              { label: wordOf("TaskState", "RETURNED"), value: returnedCount },
              { label: wordOf("TaskState", "RECUSED"), value: recusedCount },
            ]}
          />
        </Card>
      )}
    </>
  );
}

function Due({ round }: { readonly round: RoundPage_round$data }) {
  const t = useWords("competitions");
  const { message } = App.useApp();
  const [setDue] = useGesture<RoundPageDueMutation>(graphql`
    mutation RoundPageDueMutation($input: SetScoresDueInput!) {
      setScoresDue(input: $input) {
        __typename
        ... on SetScoresDueSuccess {
          round {
            ...RoundPage_round
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const change = async (at: dayjs.Dayjs | null) => {
    const scoresDueAt = at?.toISOString();
    const { success } = await setDue({ input: { roundId: round.id, version: round.version, scoresDueAt } });
    if (success) void message.success(t("saved"));
  };
  return (
    <DatePicker
      showTime={{ format: "HH:mm" }}
      format="YYYY-MM-DD HH:mm"
      aria-label={t("round.scoresDueAt")}
      value={round.scoresDueAt ? dayjs(round.scoresDueAt) : null}
      onChange={(at) => void change(at)}
    />
  );
}

function Edit({ round, done }: { readonly round: RoundPage_round$data; readonly done: () => void }) {
  const t = useWords("competitions");
  const { message } = App.useApp();
  const [edit] = useGesture<RoundPageEditMutation>(graphql`
    mutation RoundPageEditMutation($input: EditRoundInput!) {
      editRound(input: $input) {
        __typename
        ... on EditRoundSuccess {
          round {
            ...RoundPage_round
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { id, version, name, ordinal, perEntry, minLoad, maxLoad, isBlind } = round;
  return (
    <RecordForm<RoundValues>
      draftKey={`round.${id}`}
      version={version}
      initial={{ name, ordinal, perEntry, minLoad, maxLoad, isBlind }}
      pathBefore="round"
      save={async (values, sent) => {
        const { success, refusal } = await edit(
          { input: { roundId: id, version: sent ?? version, round: values } },
          { quiet: true },
        );
        if (success) {
          void message.success(t("saved"));
          done();
        }
        return refusal;
      }}
      reload={done}
      cancel={done}
    >
      <RoundFields />
    </RecordForm>
  );
}
