import { Card, Col, Form, Input, InputNumber, Row, Select, Switch } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useNavigate } from "react-router";
import type { PoolPageQuery } from "../../__generated__/PoolPageQuery.graphql";
import type { PoolPageStartMutation, PoolRunSettings } from "../../__generated__/PoolPageStartMutation.graphql";
import { useWords } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { Frame } from "../../ui/Frame";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import { useOrganizations } from "../../ui/viewer";
import { PoolRuns } from "./PoolRuns";
import { POOL_RUNNERS } from "./runners";
import "./pool.css";

const query = graphql`
  query PoolPageQuery {
    poolDefaults(first: 20) {
      nodes {
        id
        settings
        organization {
          id
        }
      }
    }
    ...PoolRuns_query
  }
`;

/** Where packages are matched to needs, all at once: what is asked, the runs, and their plans. */
export function PoolPage() {
  const organizations = useOrganizations(...POOL_RUNNERS);
  const [chosen, setChosen] = useState<string | undefined>(organizations[0]?.id);
  const t = useWords("matching");
  const choice = organizations.length > 1 && (
    <Select
      aria-label={t("pool.organization")}
      value={chosen}
      options={organizations.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={setChosen}
    />
  );
  return (
    <Page title={t("pool.title")} about={t("pool.about")} actions={choice}>
      {chosen ? (
        <Frame key={chosen}>
          <Pool organizationId={chosen} />
        </Frame>
      ) : (
        <Empty text={t("pool.nobody")} />
      )}
    </Page>
  );
}

interface Values {
  readonly name: string;
  readonly perNeed: number | null;
  readonly seconds: number | null;
  readonly elastic: boolean;
  readonly aims: readonly string[];
}

const AIMS = ["TOTAL_FIT", "WORST_SERVED", "LEXIMIN", "FEWEST_MISSING", "BALANCE"] as const;

function Pool({ organizationId }: { readonly organizationId: string }) {
  const data = useLazyLoadQuery<PoolPageQuery>(query, {}, { fetchPolicy: "store-and-network" });
  const navigate = useNavigate();
  const t = useWords("matching");
  const [start] = useGesture<PoolPageStartMutation>(graphql`
    mutation PoolPageStartMutation($input: StartPoolRunInput!) {
      startPoolRun(input: $input) {
        __typename
        ... on StartPoolRunSuccess {
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
  const kept = data.poolDefaults.nodes.find(({ organization }) => organization?.id === organizationId);
  const settings = (kept?.settings ?? {}) as Partial<PoolRunSettings>;
  const initial: Values = {
    name: "",
    perNeed: settings.perNeed ?? null,
    seconds: null,
    elastic: settings.elastic ?? true,
    aims: (settings.aims ?? []).map(({ kind }) => kind),
  };
  const save = async (values: Values) => {
    const asked = values.aims.map((kind) => ({ kind: kind as (typeof AIMS)[number] }));
    const { success, refusal } = await start(
      { input: { organizationId, settings: { ...values, name: values.name ?? "", aims: asked } } },
      { quiet: true },
    );
    if (!success) return refusal;
    await navigate(`/pool/runs/${success.solveRun?.id}`);
    return null;
  };
  return (
    <Row gutter={[20, 20]}>
      <Col xs={24} xl={10}>
        <Card title={<h2 className="card-title">{t("pool.settings")}</h2>}>
          <RecordForm<Values>
            draftKey={`pool.${organizationId}`}
            initial={initial}
            version={null}
            pathBefore="settings"
            save={save}
            saveLabel={t("pool.start")}
          >
            <Form.Item name="name" label={t("pool.name")}>
              <Input maxLength={120} placeholder={t("optional")} />
            </Form.Item>
            <Form.Item name="perNeed" label={t("pool.perNeed")} extra={t("pool.perNeedText")}>
              <InputNumber min={1} precision={0} placeholder={t("pool.asWanted")} className="pool-number" />
            </Form.Item>
            <Form.Item name="aims" label={t("pool.aims")} extra={t("pool.aimsText")}>
              <Select
                mode="multiple"
                placeholder={t("aim.TOTAL_FIT")}
                options={AIMS.map((value) => ({ value, label: t(`aim.${value}`) }))}
              />
            </Form.Item>
            <Form.Item name="elastic" label={t("pool.elastic")} valuePropName="checked" extra={t("pool.elasticText")}>
              <Switch />
            </Form.Item>
            <Form.Item name="seconds" label={t("pool.seconds")}>
              <InputNumber min={1} precision={0} className="pool-number" />
            </Form.Item>
          </RecordForm>
        </Card>
      </Col>
      <Col xs={24} xl={14}>
        <PoolRuns query={data} organizationId={organizationId} />
      </Col>
    </Row>
  );
}
