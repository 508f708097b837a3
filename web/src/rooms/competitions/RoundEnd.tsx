import { App } from "antd";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import { useWords } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { useGesture } from "../../ui/useGesture";
import type { RoundEndCloseMutation } from "../../__generated__/RoundEndCloseMutation.graphql";
import type { RoundEndRemoveMutation } from "../../__generated__/RoundEndRemoveMutation.graphql";

interface Round {
  readonly id: string;
  readonly version: number;
}

/** Ending the judging of a round. */
export function CloseRound({ round }: { readonly round: Round }) {
  const t = useWords("competitions");
  const { message } = App.useApp();
  const [close] = useGesture<RoundEndCloseMutation>(graphql`
    mutation RoundEndCloseMutation($input: CloseRoundInput!) {
      closeRound(input: $input) {
        __typename
        ... on CloseRoundSuccess {
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
  const run = async () => {
    const { success } = await close({ input: { roundId: round.id, version: round.version } });
    if (success) void message.success(t("saved"));
  };
  return <AskFirst question={t("round.closeQuestion")} label={t("round.close")} run={run} />;
}

/** Taking back a round in which nothing happened yet. */
export function RemoveRound({ round, back }: { readonly round: Round; readonly back: string }) {
  const t = useWords("competitions");
  const navigate = useNavigate();
  const [remove] = useGesture<RoundEndRemoveMutation>(graphql`
    mutation RoundEndRemoveMutation($input: RemoveRoundInput!) {
      removeRound(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = async () => {
    const { success } = await remove({ input: { roundId: round.id, version: round.version } });
    if (success) await navigate(back);
  };
  return <AskFirst question={t("round.removeQuestion")} label={t("remove")} run={run} button={{ danger: true }} />;
}
