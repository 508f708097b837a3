import { Card, Col, Row, Select } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import type { PoolPageQuery } from "../../__generated__/PoolPageQuery.graphql";
import { useWords } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { Frame } from "../../ui/Frame";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import type { Stated } from "../../ui/ruling/stated";
import { useOrganizations } from "../../ui/viewer";
import { PoolFields } from "./PoolFields";
import { PoolRuns } from "./PoolRuns";
import { POOL_RUNNERS } from "./runners";
import { formOf } from "./settings";
import { useStartPool } from "./useStartPool";
import "./pool.css";

const query = graphql`
  query PoolPageQuery($organizationId: ID!) {
    poolDefaults(first: 20) {
      nodes {
        id
        settings
        organization {
          id
        }
      }
    }
    poolColumns(organizationId: $organizationId) {
      packages {
        name
        isNumeric
        values {
          value
          count
        }
      }
      needs {
        name
        isNumeric
        values {
          value
          count
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

const NO_COLUMNS = { packages: [], needs: [] };

function Pool({ organizationId }: { readonly organizationId: string }) {
  const data = useLazyLoadQuery<PoolPageQuery>(query, { organizationId }, { fetchPolicy: "store-and-network" });
  const [chosen, setChosen] = useState<{ settings: Stated; count: number } | null>(null);
  const [start] = useStartPool(organizationId);
  const t = useWords("matching");
  const kept = data.poolDefaults.nodes.find(({ organization }) => organization?.id === organizationId);
  const use = (settings: Stated) => {
    setChosen({ settings, count: (chosen?.count ?? 0) + 1 });
    document.getElementById("settings")?.scrollIntoView({ behavior: "smooth" });
  };
  return (
    <Row gutter={[20, 20]}>
      <Col xs={24} xl={12}>
        <Card id="settings" title={<h2 className="card-title">{t("pool.settings")}</h2>}>
          <RecordForm<Stated>
            key={chosen?.count ?? 0}
            draftKey={`pool.run.${organizationId}`}
            initial={formOf(chosen?.settings ?? (kept?.settings as Stated | undefined))}
            version={null}
            pathBefore="settings"
            save={(values) => start(values, { quiet: true })}
            saveLabel={t("pool.start")}
          >
            <PoolFields organizationId={organizationId} columns={data.poolColumns ?? NO_COLUMNS} />
          </RecordForm>
        </Card>
      </Col>
      <Col xs={24} xl={12}>
        <PoolRuns query={data} use={use} />
      </Col>
    </Row>
  );
}
