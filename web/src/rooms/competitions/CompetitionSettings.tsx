import { App } from "antd";
import { graphql, useFragment } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { CompetitionSettingsMutation } from "../../__generated__/CompetitionSettingsMutation.graphql";
import type { CompetitionSettings_competition$key } from "../../__generated__/CompetitionSettings_competition.graphql";
import { CompetitionFields, type CompetitionValues } from "./CompetitionFields";

/** Name, kind, year and time zone of a competition. */
export function CompetitionSettings({
  competition: key,
}: {
  readonly competition: CompetitionSettings_competition$key;
}) {
  const { id, version, name, kind, editionYear, timeZone } = useFragment(
    graphql`
      fragment CompetitionSettings_competition on Competition {
        id
        version
        name
        kind
        editionYear
        timeZone
      }
    `,
    key,
  );
  const [edit] = useGesture<CompetitionSettingsMutation>(graphql`
    mutation CompetitionSettingsMutation($input: EditCompetitionInput!) {
      editCompetition(input: $input) {
        __typename
        ... on EditCompetitionSuccess {
          competition {
            ...CompetitionSettings_competition
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message } = App.useApp();
  const t = useWords("competitions");
  return (
    <RecordForm<CompetitionValues>
      key={version}
      draftKey={`competition.${id}`}
      version={version}
      initial={{ name, kind, editionYear, timeZone }}
      save={async (values, sent) => {
        const { success, refusal } = await edit(
          { input: { ...values, competitionId: id, version: sent ?? version } },
          { quiet: true },
        );
        if (success) void message.success(t("saved"));
        return refusal;
      }}
    >
      <CompetitionFields />
    </RecordForm>
  );
}
