import { App, Button, Card, Col, Form, Row, Steps, Typography } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useParams } from "react-router";
import { useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { haveNumbers } from "../../ui/numbers";
import { useGesture } from "../../ui/useGesture";
import type { StudioPageQuery } from "../../__generated__/StudioPageQuery.graphql";
import type { StudioPageSaveMutation } from "../../__generated__/StudioPageSaveMutation.graphql";
import { ScenarioList } from "./ScenarioList";
import { formOf, inputOf, type Stated } from "./settings";
import { SettingsFields } from "./SettingsFields";
import { useStart } from "./useStart";
import "./studio.css";

const query = graphql`
  query StudioPageQuery($id: ID!) {
    round(id: $id) {
      id
      name
      perEntry
      minLoad
      maxLoad
      state
      competition {
        id
        name
        judges {
          totalCount
        }
        entries {
          totalCount
        }
      }
      assignmentDefaults {
        settings
      }
      solveRuns(first: 50) {
        nodes {
          id
          settings
        }
      }
      ...ScenarioList_round
    }
    assignmentColumns(roundId: $id) {
      judges {
        name
        isNumeric
        values {
          value
          count
        }
      }
      entries {
        name
        isNumeric
        values {
          value
          count
        }
      }
    }
  }
`;

const NO_COLUMNS = { judges: [], entries: [] };

/** Where judges are assigned to the entries of a round: settings, runs, and the plans that came of them. */
export function StudioPage() {
  const id = useParams().roundId ?? "";
  const { round, assignmentColumns } = useLazyLoadQuery<StudioPageQuery>(
    query,
    { id },
    { fetchPolicy: "store-and-network" },
  );
  const [chosen, setChosen] = useState<{ settings: Stated; count: number } | null>(null);
  const [start] = useStart(id);
  const t = useWords("judging");
  if (!round) return <NotFound />;
  const { competition, solveRuns } = round;
  const first = chosen?.settings ?? round.assignmentDefaults?.settings ?? solveRuns.nodes[0]?.settings;
  const above = [
    { to: "/competitions", label: t("competitions") },
    ...(competition ? [{ to: `/competitions/${competition.id}`, label: competition.name }] : []),
    { to: `/rounds/${id}`, label: round.name },
  ];
  const use = (settings: Stated) => {
    setChosen({ settings, count: (chosen?.count ?? 0) + 1 });
    document.getElementById("settings")?.scrollIntoView({ behavior: "smooth" });
  };
  const about = t("studio.about", {
    judges: competition?.judges.totalCount ?? 0,
    entries: competition?.entries.totalCount ?? 0,
  });
  return (
    <Page title={t("studio.title")} tab={`${t("studio.title")} ${round.name}`} above={above} about={about}>
      <Row gutter={[20, 20]}>
        <Col xs={24} xl={12}>
          <Card id="settings" title={<h2 className="card-title">{t("studio.settings")}</h2>}>
            <RecordForm<Stated>
              key={chosen?.count ?? 0}
              draftKey={`studio.${id}`}
              initial={formOf(first)}
              version={null}
              pathBefore="settings"
              save={(values) => start(values, { quiet: true })}
              saveLabel={t("studio.start")}
            >
              <SettingsFields columns={assignmentColumns ?? NO_COLUMNS} round={round} />
              <SaveDefaults roundId={id} />
            </RecordForm>
          </Card>
        </Col>
        <Col xs={24} xl={12}>
          {solveRuns.nodes.length === 0 ? <FirstSteps /> : <ScenarioList round={round} use={use} />}
        </Col>
      </Row>
    </Page>
  );
}

function FirstSteps() {
  const t = useWords("judging");
  const steps = ["settings", "run", "look", "publish"].map((step) => ({
    title: t(`studio.steps.${step}.title`),
    content: t(`studio.steps.${step}.text`),
  }));
  return (
    <Card title={<h2 className="card-title">{t("studio.steps.title")}</h2>}>
      <Typography.Paragraph type="secondary">{t("studio.steps.text")}</Typography.Paragraph>
      <Steps orientation="vertical" size="small" current={0} items={steps} />
    </Card>
  );
}

/** Keeps the settings for the round, without starting anything. */
function SaveDefaults({ roundId }: { readonly roundId: string }) {
  const form = Form.useFormInstance();
  const { message } = App.useApp();
  const t = useWords("judging");
  const [save, isSaving] = useGesture<StudioPageSaveMutation>(graphql`
    mutation StudioPageSaveMutation($input: SaveAssignmentSettingsInput!) {
      saveAssignmentSettings(input: $input) {
        __typename
        ... on SaveAssignmentSettingsSuccess {
          defaults {
            id
            settings
            version
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const keep = async (button: Element) => {
    if (!haveNumbers(button)) return;
    const values = { ...formOf(null), ...((await form.validateFields()) as Stated) };
    const { success } = await save({ input: { roundId, settings: inputOf(values) } });
    if (success) void message.success(t("studio.saved"));
  };
  return (
    <Button
      className="form-notice"
      loading={isSaving}
      onClick={({ currentTarget }) => void keep(currentTarget).catch(() => undefined)}
    >
      {t("studio.saveDefaults")}
    </Button>
  );
}
