import { graphql, useLazyLoadQuery } from "react-relay";
import { useParams, useSearchParams } from "react-router";
import { useWords, wordOf } from "../../i18n/useWords";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { Sections } from "../../ui/Sections";
import type { CompetitionPageQuery } from "../../__generated__/CompetitionPageQuery.graphql";
import { CompetitionOverview } from "./CompetitionOverview";
import { CompetitionSettings } from "./CompetitionSettings";
import { CompetitionStaff } from "./CompetitionStaff";
import { EntryList } from "./EntryList";
import { JudgeList } from "./JudgeList";

const query = graphql`
  query CompetitionPageQuery($id: ID!) {
    competition(id: $id) {
      id
      name
      kind
      editionYear
      viewerCanEdit
      ...CompetitionOverview_competition
      ...CompetitionStaff_competition
      ...CompetitionSettings_competition
    }
  }
`;

/** One competition: its rounds, entries and judges. */
export function CompetitionPage() {
  const id = useParams().competitionId ?? "";
  const { competition } = useLazyLoadQuery<CompetitionPageQuery>(query, { id }, { fetchPolicy: "store-and-network" });
  const [search, setSearch] = useSearchParams();
  const t = useWords("competitions");
  if (!competition) return <NotFound />;
  const canEdit = competition.viewerCanEdit;
  const tabs = [
    {
      key: "overview",
      label: t("overview"),
      children: <CompetitionOverview competition={competition} canEdit={canEdit} />,
    },
    { key: "entries", label: t("entry.list"), children: <EntryList competitionId={id} canEdit={canEdit} /> },
    { key: "judges", label: t("judge.list"), children: <JudgeList competitionId={id} canEdit={canEdit} /> },
    ...(canEdit
      ? [
          { key: "staff", label: t("staff.title"), children: <CompetitionStaff competition={competition} /> },
          { key: "settings", label: t("settings"), children: <CompetitionSettings competition={competition} /> },
        ]
      : []),
  ];
  return (
    <Page
      title={competition.name}
      above={[{ to: "/competitions", label: t("competition.list") }]}
      actions={canEdit && <History id={id} />}
      about={`${wordOf("CompetitionKind", competition.kind)} · ${competition.editionYear}`}
    >
      <Sections sections={tabs} active={search.get("tab") ?? "overview"} open={(tab) => setSearch({ tab })} />
    </Page>
  );
}
