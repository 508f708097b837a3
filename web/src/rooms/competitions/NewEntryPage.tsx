import { graphql } from "react-relay";
import { useNavigate, useParams } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { NewEntryPageMutation } from "../../__generated__/NewEntryPageMutation.graphql";
import { EMPTY_ENTRY, EntryFields, entryInput, type EntryValues } from "./EntryFields";

/** One more entry by hand. */
export function NewEntryPage() {
  const competitionId = useParams().competitionId ?? "";
  const t = useWords("competitions");
  const navigate = useNavigate();
  const [add] = useGesture<NewEntryPageMutation>(graphql`
    mutation NewEntryPageMutation($input: AddEntriesInput!) {
      addEntries(input: $input) {
        __typename
        ... on AddEntriesSuccess {
          competition {
            id
            entries {
              totalCount
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const back = `/competitions/${competitionId}?tab=entries`;
  return (
    <Page title={t("entry.create")} above={[{ to: back, label: t("entry.list") }]}>
      <RecordForm<EntryValues>
        draftKey={`entry.new.${competitionId}`}
        version={null}
        initial={EMPTY_ENTRY}
        pathBefore="entries.0"
        save={async (values) => {
          const entry = entryInput(values);
          const { success, refusal } = await add({ input: { competitionId, entries: [entry] } }, { quiet: true });
          if (success) await navigate(back);
          return refusal;
        }}
        cancel={() => void navigate(back)}
      >
        <EntryFields />
      </RecordForm>
    </Page>
  );
}
