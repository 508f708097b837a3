import { Button, Card, Flex, Form, Select } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useSearchParams } from "react-router";
import type { ComparePlansQuery } from "../../__generated__/ComparePlansQuery.graphql";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { scenarioName } from "../../ui/ruling/scenarios";

interface Chosen {
  readonly first: string;
  readonly other: string;
}

/** Which two plans of a round are to be compared. */
export function ComparePlans({ roundId }: { readonly roundId: string }) {
  const { round } = useLazyLoadQuery<ComparePlansQuery>(
    graphql`
      query ComparePlansQuery($id: ID!) {
        round(id: $id) {
          id
          name
          plans(first: 50) {
            nodes {
              id
              number
              state
              totalFit
              solveRun {
                id
                name
              }
            }
          }
        }
      }
    `,
    { id: roundId },
    { fetchPolicy: "store-and-network" },
  );
  const [search, setSearch] = useSearchParams();
  const [form] = Form.useForm<Chosen>();
  const first = Form.useWatch("first", form);
  const t = useWords("judging");
  if (!round) return <NotFound />;
  const { nodes } = round.plans;
  const above = [
    { to: `/rounds/${roundId}`, label: round.name },
    { to: `/rounds/${roundId}/studio`, label: t("studio.title") },
  ];
  const options = nodes.map(({ id, number, state, totalFit, solveRun }) => ({
    value: id,
    label: t("compare.plan", {
      name: scenarioName(t, { name: solveRun?.name ?? "", number }),
      number,
      state: wordOf("PlanState", state),
      fit: numberText(totalFit),
    }),
  }));
  const known = (id: string | null) => (nodes.some((plan) => plan.id === id) ? id : null);
  const given = known(search.get("first")) ?? known(search.get("other")) ?? nodes[0]?.id;
  const initial = { first: given, other: nodes.find(({ id }) => id !== given)?.id };
  const required = [{ required: true, message: t("required") }];
  return (
    <Page title={t("compare.title")} above={above} about={t("compare.chooseText")}>
      {nodes.length < 2 ? (
        <Empty text={t("compare.tooFew")}>
          <Link to={`/rounds/${roundId}/studio`}>
            <Button type="primary">{t("compare.toStudio")}</Button>
          </Link>
        </Empty>
      ) : (
        <Card>
          <Form<Chosen>
            noValidate
            form={form}
            layout="vertical"
            initialValues={initial}
            onFinish={(chosen) => setSearch({ ...chosen }, { replace: true })}
          >
            <Flex wrap gap="middle" className="compare-choice">
              <Form.Item name="first" label={t("compare.first")} rules={required}>
                <Select options={options} />
              </Form.Item>
              <Form.Item
                name="other"
                label={t("compare.other")}
                dependencies={["first"]}
                rules={[
                  ...required,
                  ({ getFieldValue }) => ({
                    validator: (_, value) =>
                      value && value === getFieldValue("first")
                        ? Promise.reject(new Error(t("compare.twoDifferent")))
                        : Promise.resolve(),
                  }),
                ]}
              >
                <Select options={options.map((each) => ({ ...each, disabled: each.value === first }))} />
              </Form.Item>
            </Flex>
            <Button type="primary" htmlType="submit">
              {t("scenario.compare")}
            </Button>
          </Form>
        </Card>
      )}
    </Page>
  );
}
