import { Alert, Button, Card, Flex, Form, Select, Switch } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useNavigate, useParams } from "react-router";
import type { RepairPageMutation } from "../../__generated__/RepairPageMutation.graphql";
import type { RepairPageQuery } from "../../__generated__/RepairPageQuery.graphql";
import { useWords } from "../../i18n/useWords";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { useGesture } from "../../ui/useGesture";
import { scenarioName } from "../../ui/ruling/scenarios";
import "./studio.css";

const query = graphql`
  query RepairPageQuery($id: ID!) {
    plan(id: $id) {
      id
      number
      version
      round {
        id
        name
      }
      solveRun {
        id
        name
      }
    }
    planMatrix(planId: $id) {
      judgeIds
      judgeCodes
      judgeNames
      judgeLoads
      entryIds
      entryCodes
      entryTitles
    }
  }
`;

interface Values {
  readonly judges?: readonly string[];
  readonly entries?: readonly string[];
  readonly elastic?: boolean;
}

/** Who dropped out; a new draft then changes as few pairs as it can. */
export function RepairPage() {
  const { roundId = "", planId = "" } = useParams();
  const { plan, planMatrix } = useLazyLoadQuery<RepairPageQuery>(query, { id: planId });
  const [form] = Form.useForm<Values>();
  const { judges = [], entries = [] } = Form.useWatch([], form) ?? {};
  const navigate = useNavigate();
  const t = useWords("judging");
  const [repair, isRepairing] = useGesture<RepairPageMutation>(graphql`
    mutation RepairPageMutation($input: RepairPlanInput!) {
      repairPlan(input: $input) {
        __typename
        ... on RepairPlanSuccess {
          solveRun {
            id
            ...RunProgress_run
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  if (!plan || !planMatrix) return <NotFound />;
  const name = scenarioName(t, { name: plan.solveRun?.name ?? "", number: plan.number });
  const above = [
    { to: `/rounds/${roundId}`, label: plan.round?.name ?? "" },
    { to: `/rounds/${roundId}/studio`, label: t("studio.title") },
    { to: `/rounds/${roundId}/plans/${planId}`, label: name },
  ];
  const start = async (values: Values) => {
    const { success } = await repair({
      input: {
        planId,
        version: plan.version,
        droppedJudges: values.judges ?? [],
        droppedEntries: values.entries ?? [],
        elastic: values.elastic ?? false,
        name: t("repair.name", { name }),
      },
    });
    const id = success?.solveRun?.id;
    if (id) await navigate(`/rounds/${roundId}/runs/${id}`);
  };
  const affected = planMatrix.judgeIds.reduce(
    (sum, id, at) => sum + (judges.includes(id) ? (planMatrix.judgeLoads[at] ?? 0) : 0),
    0,
  );
  return (
    <Page title={t("repair.title")} above={above} about={t("repair.about")}>
      <Card>
        <Form<Values>
          noValidate
          form={form}
          layout="vertical"
          className="record-form"
          onFinish={(values) => void start(values)}
        >
          <Form.Item name="judges" label={t("repair.judges")}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: "label" }}
              placeholder={t("repair.judgesPlaceholder")}
              options={planMatrix.judgeIds.map((value, at) => ({
                value,
                label: t("repair.judge", {
                  code: planMatrix.judgeCodes[at],
                  name: planMatrix.judgeNames[at],
                  load: planMatrix.judgeLoads[at],
                }),
              }))}
            />
          </Form.Item>
          <Form.Item name="entries" label={t("repair.entries")}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: "label" }}
              placeholder={t("repair.entriesPlaceholder")}
              options={planMatrix.entryIds.map((value, at) => ({
                value,
                label: `${planMatrix.entryCodes[at]} ${planMatrix.entryTitles[at]}`,
              }))}
            />
          </Form.Item>
          <Form.Item
            name="elastic"
            label={t("settings.elastic")}
            valuePropName="checked"
            extra={t("settings.elasticText")}
          >
            <Switch />
          </Form.Item>
          {judges.length > 0 && (
            <Alert className="form-notice" type="info" showIcon title={t("repair.affected", { count: affected })} />
          )}
          <Flex gap="small">
            <Button
              type="primary"
              htmlType="submit"
              loading={isRepairing}
              disabled={judges.length + entries.length === 0}
            >
              {t("repair.go")}
            </Button>
          </Flex>
        </Form>
      </Card>
    </Page>
  );
}
