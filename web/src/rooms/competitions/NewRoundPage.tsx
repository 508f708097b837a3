import { graphql, useLazyLoadQuery } from "react-relay";
import { useNavigate, useParams } from "react-router";
import { useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import type { NewRoundPageMutation } from "../../__generated__/NewRoundPageMutation.graphql";
import type { NewRoundPageQuery } from "../../__generated__/NewRoundPageQuery.graphql";
import { RoundFields, type RoundValues } from "./RoundFields";

/** A further round of a competition. */
export function NewRoundPage() {
  const competitionId = useParams().competitionId ?? "";
  const { competition } = useLazyLoadQuery<NewRoundPageQuery>(
    graphql`
      query NewRoundPageQuery($id: ID!) {
        competition(id: $id) {
          id
          name
          rounds(last: 1, orderBy: ORDINAL_ASC) {
            nodes {
              id
              ordinal
            }
          }
        }
      }
    `,
    { id: competitionId },
  );
  const t = useWords("competitions");
  const navigate = useNavigate();
  const [create] = useGesture<NewRoundPageMutation>(graphql`
    mutation NewRoundPageMutation($input: CreateRoundInput!) {
      createRound(input: $input) {
        __typename
        ... on CreateRoundSuccess {
          round {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  if (!competition) return <NotFound />;
  const ordinal = (competition.rounds.nodes[0]?.ordinal ?? 0) + 1;
  const back = `/competitions/${competitionId}`;
  return (
    <Page title={t("round.create")} above={[{ to: back, label: competition.name }]}>
      <RecordForm<RoundValues>
        draftKey={`round.new.${competitionId}`}
        version={null}
        initial={{
          name: t("round.defaultName", { ordinal }),
          ordinal,
          perEntry: 3,
          minLoad: 0,
          maxLoad: 10,
          isBlind: false,
        }}
        pathBefore="round"
        save={async (round) => {
          const { success, refusal } = await create({ input: { competitionId, round } }, { quiet: true });
          if (success?.round) await navigate(`/rounds/${success.round.id}`);
          return refusal;
        }}
        saveLabel={t("create")}
        cancel={() => void navigate(back)}
      >
        <RoundFields />
      </RecordForm>
    </Page>
  );
}
