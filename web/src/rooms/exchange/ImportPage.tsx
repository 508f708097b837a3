import { Alert, Button, Card, Flex, Progress, Result, Statistic, Steps, Tag } from "antd";
import { useEffect, useMemo } from "react";
import { graphql, useFragment, useLazyLoadQuery, useSubscription } from "react-relay";
import { Link, useParams } from "react-router";
import type { GraphQLSubscriptionConfig } from "relay-runtime";
import type { ImportPage_import$data, ImportPage_import$key } from "../../__generated__/ImportPage_import.graphql";
import type { ImportPageCancelMutation } from "../../__generated__/ImportPageCancelMutation.graphql";
import type { ImportPageCommitMutation } from "../../__generated__/ImportPageCommitMutation.graphql";
import type { ImportPageQuery } from "../../__generated__/ImportPageQuery.graphql";
import type { ImportPageSubscription } from "../../__generated__/ImportPageSubscription.graphql";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { useGesture } from "../../ui/useGesture";
import { ColumnsCard } from "./ColumnsCard";
import { FaultTable } from "./FaultTable";
import { ImportFileButton } from "./ImportFileButton";
import { PreviewCard } from "./PreviewCard";
import { addressOfRows, sentenceFor, STATE_COLORS } from "./sheets";
import { AnotherFile } from "./StartPage";
import { dropMends } from "./useMends";
import "./import.css";

const query = graphql`
  query ImportPageQuery($id: ID!) {
    sheetImport(id: $id) {
      ...ImportPage_import
    }
  }
`;

const fragment = graphql`
  fragment ImportPage_import on SheetImport {
    id
    kind
    state
    version
    publishes
    fileName
    targetId
    rowCount
    createdCount
    updatedCount
    unchangedCount
    faultCount
    phase
    handledCount
    headerRow
    failureCode
    failureParams
    ...ColumnsCard_import
    ...FaultTable_import
    ...PreviewCard_import
  }
`;

const subscription = graphql`
  subscription ImportPageSubscription($id: ID!) {
    sheetImport(id: $id) {
      ...ImportPage_import
    }
  }
`;

type SheetImport = ImportPage_import$data;
const STEP: Record<string, number> = { MAPPING: 0, READING: 1, FAULTY: 1, READY: 2, WRITING: 2, DONE: 3 };

/** One import on its way: columns, bad cells, and at the end all rows or none. */
export function ImportPage() {
  const id = useParams().importId ?? "";
  const { sheetImport } = useLazyLoadQuery<ImportPageQuery>(query, { id }, { fetchPolicy: "store-and-network" });
  return sheetImport ? <Shown key={id} sheetImport={sheetImport} /> : <NotFound />;
}

function Shown({ sheetImport: key }: { readonly sheetImport: ImportPage_import$key }) {
  const made = useFragment(fragment, key);
  const t = useWords("exchange");
  const { state } = made;
  const isWorking = state === "READING" || state === "WRITING";
  const isOver = state === "DONE" || state === "CANCELED";
  useEffect(() => {
    if (isOver) void dropMends(made.id);
  }, [isOver, made.id]);
  const isOpen = state === "MAPPING" || state === "FAULTY" || state === "READY";
  return (
    <Page
      title={made.fileName}
      above={[
        { to: "/imports", label: t("list.title") },
        { to: addressOfRows(made.kind, made.targetId), label: wordOf("SheetKind", made.kind) },
      ]}
      tags={<Tag color={STATE_COLORS[state]}>{wordOf("ImportState", state)}</Tag>}
      actions={
        <>
          {made.headerRow && <ImportFileButton made={made} />}
          {(isOpen || isWorking) && <Cancel id={made.id} />}
        </>
      }
    >
      {isWorking && <Watched id={made.id} />}
      <Flex vertical gap="middle">
        {state in STEP && (
          <Steps
            size="small"
            current={STEP[state]}
            items={["columns", "check", "commit"].map((step) => ({ title: t(`step.${step}`) }))}
          />
        )}
        {isWorking && <Working made={made} />}
        {state === "DONE" && <Done made={made} />}
        {(state === "FAILED" || state === "CANCELED") && <Over made={made} />}
        {isOpen && (
          <>
            {state !== "MAPPING" && <Counts made={made} />}
            <ColumnsCard key={made.version} sheetImport={made} />
            {state === "FAULTY" && <FaultTable sheetImport={made} />}
            {state !== "MAPPING" && <PreviewCard sheetImport={made} />}
            {state === "READY" && <Commit made={made} />}
          </>
        )}
      </Flex>
    </Page>
  );
}

/** Listens while a job is at it; what comes lands in the store. */
function Watched({ id }: { readonly id: string }) {
  const config = useMemo<GraphQLSubscriptionConfig<ImportPageSubscription>>(
    () => ({ subscription, variables: { id } }),
    [id],
  );
  useSubscription(config);
  return null;
}

function Working({ made }: { readonly made: SheetImport }) {
  const t = useWords("exchange");
  const { phase, handledCount, rowCount } = made;
  const known = rowCount > 0 && phase !== "READ";
  return (
    <Card size="small" role="status">
      {t(`phase.${phase || "WAIT"}`)} {handledCount > 0 && t("phase.rows", { count: handledCount })}
      <Progress
        aria-label={t("phase.label")}
        status="active"
        showInfo={known}
        percent={known ? Math.min(100, Math.round((100 * handledCount) / rowCount)) : 100}
      />
    </Card>
  );
}

function Counts({ made }: { readonly made: SheetImport }) {
  const t = useWords("exchange");
  const counts = [
    { key: "created", value: made.createdCount },
    { key: "updated", value: made.updatedCount },
    { key: "unchanged", value: made.unchangedCount },
    { key: "faults", value: made.faultCount },
  ];
  return (
    <div className="import-counts">
      {counts.map(({ key, value }) => (
        <Card key={key} size="small">
          <Statistic title={t(`count.${key}`)} value={numberText(value)} />
        </Card>
      ))}
    </div>
  );
}

function Commit({ made }: { readonly made: SheetImport }) {
  const t = useWords("exchange");
  const [commit, isRunning] = useGesture<ImportPageCommitMutation>(graphql`
    mutation ImportPageCommitMutation($input: CommitImportInput!) {
      commitImport(input: $input) {
        __typename
        ... on CommitImportSuccess {
          sheetImport {
            ...ImportPage_import
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const count = made.createdCount + made.updatedCount;
  return (
    <Flex wrap gap="small" align="center" className="import-bar">
      <Button
        type="primary"
        size="large"
        loading={isRunning}
        onClick={() => void commit({ input: { importId: made.id, version: made.version } })}
      >
        {count > 0 ? t("commit.rows", { count }) : t("commit.nothing")}
      </Button>
      {made.publishes ? t("commit.publishes") : t("commit.about")}
    </Flex>
  );
}

function Cancel({ id }: { readonly id: string }) {
  const t = useWords("exchange");
  const [cancel] = useGesture<ImportPageCancelMutation>(graphql`
    mutation ImportPageCancelMutation($input: CancelImportInput!) {
      cancelImport(input: $input) {
        __typename
        ... on CancelImportSuccess {
          sheetImport {
            ...ImportPage_import
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const run = () => cancel({ input: { importId: id } });
  return <AskFirst question={t("cancel.question")} label={t("cancel.label")} run={run} button={{ danger: true }} />;
}

function Done({ made }: { readonly made: SheetImport }) {
  const t = useWords("exchange");
  return (
    <Result
      status="success"
      title={t("result.title")}
      subTitle={t("result.counts", {
        created: numberText(made.createdCount),
        updated: numberText(made.updatedCount),
        unchanged: numberText(made.unchangedCount),
      })}
      extra={
        <Flex wrap gap="small" justify="center">
          <Link to={addressOfRows(made.kind, made.targetId)}>
            <Button type="primary">{t("result.look", { kind: wordOf("SheetKind", made.kind) })}</Button>
          </Link>
          <AnotherFile kind={made.kind} target={made.targetId} />
        </Flex>
      }
    />
  );
}

function Over({ made }: { readonly made: SheetImport }) {
  const t = useWords("exchange");
  return (
    <>
      {made.state === "FAILED" ? (
        <Alert
          type="error"
          showIcon
          title={t("result.failed")}
          description={sentenceFor(made.failureCode ?? "SERVER_FAILED", made.failureParams)}
        />
      ) : (
        <Alert type="info" showIcon title={t("result.canceled")} />
      )}
      <div>
        <AnotherFile kind={made.kind} target={made.targetId} />
      </div>
    </>
  );
}
