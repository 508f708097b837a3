import { App, Button, Card, Flex, Typography } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useNavigate, useParams } from "react-router";
import { useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Facts } from "../../ui/Facts";
import { Materials } from "../../ui/Materials";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { Tags } from "../../ui/Tags";
import { useGesture } from "../../ui/useGesture";
import type { EntryPageAttachMutation } from "../../__generated__/EntryPageAttachMutation.graphql";
import type { EntryPageEditMutation } from "../../__generated__/EntryPageEditMutation.graphql";
import type { EntryPageQuery } from "../../__generated__/EntryPageQuery.graphql";
import type { EntryPageRemoveMutation } from "../../__generated__/EntryPageRemoveMutation.graphql";
import { attributesOf } from "./attributes";
import { EntryFields, entryInput, type EntryValues } from "./EntryFields";

const query = graphql`
  query EntryPageQuery($id: ID!) {
    entry(id: $id) {
      ...EntryPage_entry @relay(mask: false)
      materials(first: 100) {
        ...Materials_files
      }
      competition {
        id
        name
      }
    }
  }
`;

/** What is shown and edited; the queries above and below select it in place. */
export const entryFields = graphql`
  fragment EntryPage_entry on Entry {
    id
    version
    viewerCanEdit
    viewerCanRemove
    code
    title
    summary
    track
    fields
    region
    judgesNeeded
    viewerCanEdit
    viewerCanRemove
    attributes
    identity {
      id
      organizationName
      contact
      related
      advisors
    }
  }
`;

type Entry = NonNullable<EntryPageQuery["response"]["entry"]>;

/** One entry: what takes part, and who is behind it for whoever may know. */
export function EntryPage() {
  const id = useParams().entryId ?? "";
  const { entry } = useLazyLoadQuery<EntryPageQuery>(query, { id }, { fetchPolicy: "store-and-network" });
  const [isEditing, setEditing] = useState(false);
  const t = useWords("competitions");
  if (!entry) return <NotFound />;
  const { competition } = entry;
  const above = [
    { to: "/competitions", label: t("competition.list") },
    ...(competition ? [{ to: `/competitions/${competition.id}?tab=entries`, label: competition.name }] : []),
  ];
  const actions = !isEditing && (
    <>
      {entry.viewerCanEdit && <Button onClick={() => setEditing(true)}>{t("edit")}</Button>}
      {entry.viewerCanRemove && <Remove entry={entry} />}
      {entry.viewerCanEdit && <History id={entry.id} />}
    </>
  );
  return (
    <Page title={entry.title || entry.code} above={above} actions={actions}>
      {isEditing ? <Edit entry={entry} done={() => setEditing(false)} /> : <Shown entry={entry} />}
      {!isEditing && <Files entry={entry} />}
    </Page>
  );
}

function Shown({ entry }: { readonly entry: Entry }) {
  const t = useWords("competitions");
  const { identity } = entry;
  const related = (identity?.related ?? []) as EntryValues["related"];
  return (
    <Flex vertical gap="middle">
      <Card size="small">
        <Facts
          facts={[
            { label: t("code"), value: entry.code },
            { label: t("entry.track"), value: entry.track },
            { label: t("region"), value: entry.region },
            { label: t("fields"), value: entry.fields.length > 0 && <Tags labels={entry.fields} /> },
            { label: t("entry.judgesNeeded"), value: entry.judgesNeeded ?? t("entry.asRound") },
            ...attributesOf(entry.attributes).map(({ name, value }) => ({ label: name, value })),
          ]}
        />
        <Typography.Paragraph style={{ whiteSpace: "pre-wrap", marginTop: 12 }}>{entry.summary}</Typography.Paragraph>
      </Card>
      {identity && (
        <Card size="small" title={t("entry.identity")}>
          <Facts
            facts={[
              { label: t("entry.organization"), value: identity.organizationName },
              { label: t("entry.contact"), value: identity.contact },
              {
                label: t("entry.advisors"),
                value: identity.advisors.length > 0 && <Tags labels={identity.advisors} />,
              },
              {
                label: t("entry.related"),
                value: related.map(({ name, kind }) => `${name}（${wordOf("ConflictKind", kind)}）`).join("、"),
                isWide: true,
              },
            ]}
          />
        </Card>
      )}
    </Flex>
  );
}

function Files({ entry }: { readonly entry: Entry }) {
  const [attach] = useGesture<EntryPageAttachMutation>(graphql`
    mutation EntryPageAttachMutation($input: AttachEntryFileInput!) {
      attachEntryFile(input: $input) {
        __typename
        ... on AttachEntryFileSuccess {
          entry {
            id
            materials(first: 100) {
              ...Materials_files
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  return (
    <div style={{ marginBlockStart: 16 }}>
      <Materials
        files={entry.materials}
        canEdit={entry.viewerCanEdit}
        hasBlind
        attach={(fileId) => attach({ input: { entryId: entry.id, fileId } })}
      />
    </div>
  );
}

function Edit({ entry, done }: { readonly entry: Entry; readonly done: () => void }) {
  const t = useWords("competitions");
  const { message } = App.useApp();
  const [edit] = useGesture<EntryPageEditMutation>(graphql`
    mutation EntryPageEditMutation($input: EditEntryInput!) {
      editEntry(input: $input) {
        __typename
        ... on EditEntrySuccess {
          entry {
            ...EntryPage_entry @relay(mask: false)
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { id, version, identity, ...shown } = entry;
  const initial: EntryValues = {
    code: shown.code,
    title: shown.title,
    summary: shown.summary,
    track: shown.track,
    fields: [...shown.fields],
    region: shown.region,
    judgesNeeded: shown.judgesNeeded ?? null,
    organizationName: identity?.organizationName ?? "",
    contact: identity?.contact ?? "",
    advisors: [...(identity?.advisors ?? [])],
    related: [...((identity?.related ?? []) as EntryValues["related"])],
    attributes: attributesOf(shown.attributes),
  };
  return (
    <RecordForm<EntryValues>
      draftKey={`entry.${id}`}
      version={version}
      initial={initial}
      pathBefore="entry"
      save={async (values, sent) => {
        const input = {
          entryId: id,
          version: sent ?? version,
          entry: entryInput(values),
        };
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
      <EntryFields />
    </RecordForm>
  );
}

function Remove({ entry }: { readonly entry: Entry }) {
  const t = useWords("competitions");
  const navigate = useNavigate();
  const [remove] = useGesture<EntryPageRemoveMutation>(graphql`
    mutation EntryPageRemoveMutation($input: RemoveEntryInput!) {
      removeEntry(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = async () => {
    const { success } = await remove({ input: { entryId: entry.id, version: entry.version } });
    if (success) await navigate(`/competitions/${entry.competition?.id}?tab=entries`);
  };
  return <AskFirst question={t("entry.removeQuestion")} label={t("remove")} run={run} button={{ danger: true }} />;
}
