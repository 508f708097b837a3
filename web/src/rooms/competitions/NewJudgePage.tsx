import { graphql } from "react-relay";
import { useNavigate, useParams } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { NewJudgePageMutation } from "../../__generated__/NewJudgePageMutation.graphql";
import { EMPTY_JUDGE, JudgeFields, judgeInput, type JudgeValues } from "./JudgeFields";

/** One more judge by hand. */
export function NewJudgePage() {
  const competitionId = useParams().competitionId ?? "";
  const t = useWords("competitions");
  const navigate = useNavigate();
  const [add] = useGesture<NewJudgePageMutation>(graphql`
    mutation NewJudgePageMutation($input: AddJudgesInput!) {
      addJudges(input: $input) {
        __typename
        ... on AddJudgesSuccess {
          competition {
            id
            judges {
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
  const back = `/competitions/${competitionId}?tab=judges`;
  return (
    <Page title={t("judge.create")} above={[{ to: back, label: t("judge.list") }]}>
      <RecordForm<JudgeValues>
        draftKey={`judge.new.${competitionId}`}
        version={null}
        initial={EMPTY_JUDGE}
        pathBefore="judges.0"
        save={async (values) => {
          const { success, refusal } = await add(
            { input: { competitionId, judges: [judgeInput(values)] } },
            { quiet: true },
          );
          if (success) await navigate(back);
          return refusal;
        }}
        cancel={() => void navigate(back)}
      >
        <JudgeFields />
      </RecordForm>
    </Page>
  );
}
