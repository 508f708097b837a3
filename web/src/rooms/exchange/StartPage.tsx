import { DownloadOutlined, InboxOutlined } from "@ant-design/icons";
import { Alert, Button, Card, Checkbox, Flex, Form, Progress, Select, Typography, Upload } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import type { StartPageMutation } from "../../__generated__/StartPageMutation.graphql";
import type { StartPageQuery } from "../../__generated__/StartPageQuery.graphql";
import { timeText } from "../../i18n/times";
import { sentenceOf, useWords, wordOf } from "../../i18n/useWords";
import { faultOf } from "../../ui/faults";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { uploadFile } from "../../ui/uploadFile";
import { useGesture } from "../../ui/useGesture";
import { useWorkplaces } from "../../ui/viewer";
import { addressOfRows, isSheetKind, OPEN_STATES, type SheetKind } from "./sheets";
import { TemplateButtons } from "./TemplateButtons";
import "./import.css";

const query = graphql`
  query StartPageQuery(
    $kind: String
    $target: ID!
    $open: [ImportState!]
    $hasTarget: Boolean!
    $isOfCompetition: Boolean!
    $isOfIncubator: Boolean!
  ) {
    node(id: $target) @include(if: $hasTarget) {
      __typename
      id
      ... on Competition {
        name
      }
      ... on Incubator {
        organization {
          name
        }
      }
      ... on Organization {
        organizationName: name
      }
    }
    competitions(first: 100) @include(if: $isOfCompetition) {
      nodes {
        id
        name
      }
    }
    incubators(first: 100) @include(if: $isOfIncubator) {
      nodes {
        id
        organization {
          name
        }
      }
    }
    sheetImports(first: 5, filter: { kind: $kind, state: $open }) {
      nodes {
        id
        fileName
        state
        createdAt
        targetId
      }
    }
  }
`;

/** The first step: which file. */
export function StartPage() {
  const kind = useParams().kind ?? "";
  return isSheetKind(kind) ? <Start key={kind} kind={kind} /> : <NotFound />;
}

function Start({ kind }: { readonly kind: SheetKind }) {
  const [search, setSearch] = useSearchParams();
  const target = search.get("target") ?? "";
  const own = useWorkplaces();
  const t = useWords("exchange");
  const data = useLazyLoadQuery<StartPageQuery>(
    query,
    {
      kind,
      target,
      open: OPEN_STATES,
      hasTarget: target !== "",
      isOfCompetition: target === "" && (kind === "JUDGES" || kind === "ENTRIES"),
      isOfIncubator: target === "" && kind === "STARTUPS",
    },
    { fetchPolicy: "store-and-network" },
  );
  const { node } = data;
  if (target && !node) return <NotFound />;
  const name = node?.name ?? node?.organizationName ?? node?.organization?.name ?? "";
  const targets = [
    ...(data.competitions?.nodes ?? []),
    ...(data.incubators?.nodes.map(({ id, organization }) => ({ id, name: organization?.name ?? "" })) ?? []),
    ...(kind === "NEEDS" || kind === "PACKAGES" ? own : []),
  ];
  const open = data.sheetImports.nodes.filter(({ targetId }) => !target || targetId === target);
  return (
    <Page
      title={t("start.title", { kind: wordOf("SheetKind", kind).toLowerCase() })}
      above={target ? [{ to: addressOfRows(kind, target), label: name }] : [{ to: "/imports", label: t("list.title") }]}
      about={t("start.about")}
    >
      <Flex vertical gap="middle" className="import-start">
        {!target && (
          <Form.Item label={t("start.target")} layout="vertical" htmlFor="target">
            <Select
              id="target"
              placeholder={t("start.chooseTarget")}
              options={targets.map((each) => ({ value: each.id, label: each.name }))}
              onChange={(id: string) => setSearch({ target: id }, { replace: true })}
            />
          </Form.Item>
        )}
        {target && <FileDrop kind={kind} target={target} />}
        <TemplateButtons kind={kind} target={target} />
        {open.length > 0 && (
          <Card size="small" title={t("start.unfinished")}>
            <ul className="plain-list">
              {open.map((each) => (
                <li key={each.id}>
                  <Link to={`/imports/${each.id}`}>{each.fileName}</Link>
                  <div className="import-soft">
                    {wordOf("ImportState", each.state)} · {timeText(each.createdAt)}
                  </div>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Flex>
    </Page>
  );
}

function FileDrop({ kind, target }: { readonly kind: SheetKind; readonly target: string }) {
  const t = useWords("exchange");
  const navigate = useNavigate();
  const canPublish = kind === "NEEDS" || kind === "PACKAGES";
  const [publishes, setPublishes] = useState(false);
  const [share, setShare] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [start] = useGesture<StartPageMutation>(graphql`
    mutation StartPageMutation($input: StartImportInput!) {
      startImport(input: $input) {
        __typename
        ... on StartImportSuccess {
          sheetImport {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const take = async (file: File) => {
    setRefusal(null);
    setShare(0);
    try {
      const { id: fileId } = await uploadFile(file, "SHEET", setShare);
      const input = { kind, targetId: target, fileId, publishes };
      const { success, refusal: refused } = await start({ input }, { quiet: true });
      if (success?.sheetImport) await navigate(`/imports/${success.sheetImport.id}`);
      else if (refused) {
        const first = refused.faults[0] ?? refused;
        setRefusal(sentenceOf(first.code, first.params));
      }
    } catch (problem) {
      const { code, params } = faultOf(problem);
      setRefusal(sentenceOf(code, params));
    } finally {
      setShare(null);
    }
  };
  return (
    <>
      {canPublish && (
        <Checkbox checked={publishes} onChange={(event) => setPublishes(event.target.checked)}>
          {t("start.publishes")}
        </Checkbox>
      )}
      <Upload.Dragger
        accept=".xlsx,.xls,.csv"
        showUploadList={false}
        disabled={share !== null}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p className="ant-upload-text">{t("start.drop")}</p>
        <p className="ant-upload-hint">{t("start.forms")}</p>
      </Upload.Dragger>
      {share !== null && (
        <div role="status">
          <Typography.Text>{share < 1 ? t("start.uploading") : t("start.reading")}</Typography.Text>
          <Progress aria-label={t("start.uploading")} percent={Math.round(share * 100)} status="active" />
        </div>
      )}
      {refusal && <Alert type="error" showIcon title={refusal} />}
    </>
  );
}

/** Leads to the start with another file. */
export function AnotherFile({ kind, target }: { readonly kind: string; readonly target: string }) {
  const t = useWords("exchange");
  return (
    <Link to={`/import/${kind}?target=${target}`}>
      <Button icon={<DownloadOutlined rotate={180} />}>{t("result.another")}</Button>
    </Link>
  );
}
