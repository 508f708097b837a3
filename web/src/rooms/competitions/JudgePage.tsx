import { App, Button, Card, Flex, Typography } from "antd";
import type { TFunction } from "i18next";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useNavigate, useParams } from "react-router";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Facts } from "../../ui/Facts";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { Tags } from "../../ui/Tags";
import { useGesture } from "../../ui/useGesture";
import type { JudgePageEditMutation } from "../../__generated__/JudgePageEditMutation.graphql";
import type { JudgePageQuery } from "../../__generated__/JudgePageQuery.graphql";
import type { JudgePageRemoveMutation } from "../../__generated__/JudgePageRemoveMutation.graphql";
import { attributesOf } from "./attributes";
import { InviteJudges } from "./InviteJudges";
import { JudgeFields, judgeInput, type JudgeValues } from "./JudgeFields";

const query = graphql`
  query JudgePageQuery($id: ID!) {
    judge(id: $id) {
      ...JudgePage_judge @relay(mask: false)
      tasks(first: 100) {
        nodes {
          id
          entry {
            id
            code
            title
          }
        }
        totalCount
      }
      competition {
        id
        name
      }
    }
  }
`;

/** What is shown and edited; the queries above and below select it in place. */
export const judgeFields = graphql`
  fragment JudgePage_judge on Judge {
    id
    version
    viewerCanEdit
    viewerCanInvite
    viewerCanRemove
    code
    name
    organizationName
    kind
    region
    fields
    expertise
    minLoad
    maxLoad
    isLinked
    attributes
    contact {
      id
      email
      invitedAt
    }
  }
`;

type Judge = NonNullable<JudgePageQuery["response"]["judge"]>;

/** One judge: who they are, how to reach them, what they were given. */
export function JudgePage() {
  const id = useParams().judgeId ?? "";
  const { judge } = useLazyLoadQuery<JudgePageQuery>(query, { id }, { fetchPolicy: "store-and-network" });
  const [isEditing, setEditing] = useState(false);
  const t = useWords("competitions");
  if (!judge) return <NotFound />;
  const { competition } = judge;
  const above = [
    { to: "/competitions", label: t("competition.list") },
    ...(competition ? [{ to: `/competitions/${competition.id}?tab=judges`, label: competition.name }] : []),
  ];
  const actions = !isEditing && (
    <>
      {judge.viewerCanInvite && !judge.isLinked && (
        <InviteJudges competitionId={competition?.id ?? ""} judges={[judge]} label={t("judge.invite")} />
      )}
      {judge.viewerCanEdit && <Button onClick={() => setEditing(true)}>{t("edit")}</Button>}
      {judge.viewerCanRemove && <Remove judge={judge} />}
      {judge.viewerCanEdit && <History id={judge.id} />}
    </>
  );
  return (
    <Page title={judge.name || judge.code} above={above} actions={actions}>
      {isEditing ? <Edit judge={judge} done={() => setEditing(false)} /> : <Shown judge={judge} />}
    </Page>
  );
}

function standing(t: TFunction, { isLinked, contact }: Judge): string {
  if (isLinked) return t("judge.isLinked");
  return contact?.invitedAt ? t("judge.invitedOn", { time: timeText(contact.invitedAt) }) : t("judge.isNotLinked");
}

function Shown({ judge }: { readonly judge: Judge }) {
  const t = useWords("competitions");
  return (
    <Flex vertical gap="middle">
      <Card size="small">
        <Facts
          facts={[
            { label: t("code"), value: judge.code },
            { label: t("judge.organization"), value: judge.organizationName },
            { label: t("judge.kind"), value: wordOf("JudgeKind", judge.kind) },
            { label: t("region"), value: judge.region },
            { label: t("judge.email"), value: judge.contact?.email },
            { label: t("judge.account"), value: standing(t, judge) },
            { label: t("judge.minLoad"), value: judge.minLoad ?? t("entry.asRound") },
            { label: t("judge.maxLoad"), value: judge.maxLoad ?? t("entry.asRound") },
            { label: t("fields"), value: judge.fields.length > 0 && <Tags labels={judge.fields} />, isWide: true },
            ...attributesOf(judge.attributes).map(({ name, value }) => ({ label: name, value })),
          ]}
        />
        <Typography.Paragraph style={{ whiteSpace: "pre-wrap", marginTop: 12 }}>{judge.expertise}</Typography.Paragraph>
      </Card>
      {judge.tasks.totalCount > 0 && (
        <Card size="small" title={t("judge.tasks", { count: judge.tasks.totalCount })}>
          <ul className="plain-list">
            {judge.tasks.nodes.map(({ id, entry }) => (
              <li key={id}>{entry && <Link to={`/entries/${entry.id}`}>{entry.title || entry.code}</Link>}</li>
            ))}
          </ul>
        </Card>
      )}
    </Flex>
  );
}

function Edit({ judge, done }: { readonly judge: Judge; readonly done: () => void }) {
  const t = useWords("competitions");
  const { message } = App.useApp();
  const [edit] = useGesture<JudgePageEditMutation>(graphql`
    mutation JudgePageEditMutation($input: EditJudgeInput!) {
      editJudge(input: $input) {
        __typename
        ... on EditJudgeSuccess {
          judge {
            ...JudgePage_judge @relay(mask: false)
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { id, version, contact } = judge;
  const initial: JudgeValues = {
    code: judge.code,
    name: judge.name,
    organizationName: judge.organizationName,
    kind: judge.kind ?? null,
    region: judge.region,
    fields: [...judge.fields],
    expertise: judge.expertise,
    minLoad: judge.minLoad ?? null,
    maxLoad: judge.maxLoad ?? null,
    email: contact?.email ?? "",
    attributes: attributesOf(judge.attributes),
  };
  return (
    <RecordForm<JudgeValues>
      draftKey={`judge.${id}`}
      version={version}
      initial={initial}
      pathBefore="judge"
      save={async (values, sent) => {
        const input = { judgeId: id, version: sent ?? version, judge: judgeInput(values) };
        const { success, refusal } = await edit({ input }, { quiet: true });
        if (success) {
          void message.success(t("saved"));
          done();
        }
        return refusal;
      }}
      reload={done}
      cancel={done}
    >
      <JudgeFields />
    </RecordForm>
  );
}

function Remove({ judge }: { readonly judge: Judge }) {
  const t = useWords("competitions");
  const navigate = useNavigate();
  const [remove] = useGesture<JudgePageRemoveMutation>(graphql`
    mutation JudgePageRemoveMutation($input: RemoveJudgeInput!) {
      removeJudge(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = async () => {
    const { success } = await remove({ input: { judgeId: judge.id, version: judge.version } });
    if (success) await navigate(`/competitions/${judge.competition?.id}?tab=judges`);
  };
  return <AskFirst question={t("judge.removeQuestion")} label={t("remove")} run={run} button={{ danger: true }} />;
}
