import { Alert, Button, Card, Flex, Tag, Typography } from "antd";
import { useState, type ComponentProps } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useParams } from "react-router";
import { dayText } from "../../i18n/times";
import { numberText, sentenceOf, useWords, wanText, wordOf } from "../../i18n/useWords";
import { Facts } from "../../ui/Facts";
import type { Refusal } from "../../ui/faults";
import { Materials } from "../../ui/Materials";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { Tags } from "../../ui/Tags";
import { useGesture } from "../../ui/useGesture";
import type { NeedPageAttachMutation } from "../../__generated__/NeedPageAttachMutation.graphql";
import type { NeedPageQuery } from "../../__generated__/NeedPageQuery.graphql";
import { NeedFits } from "./NeedFits";
import { NeedEdit } from "./NeedEdit";
import { PublishNeed, WithdrawNeed } from "./NeedGestures";
import { STATE_COLORS } from "./states";

const query = graphql`
  query NeedPageQuery($id: ID!) {
    need(id: $id) {
      ...NeedPage_need @relay(mask: false)
      attachments(first: 100) {
        ...Materials_files
      }
      ...NeedFits_need
    }
  }
`;

/** What is shown and edited; queries and mutations select it in place. */
export const needFields = graphql`
  fragment NeedPage_need on Need {
    id
    version
    title
    problem
    category
    greenFields
    technicalFields
    chainNodes
    cooperationModes
    region
    trl
    budgetWan
    deadlineOn
    wantedCount
    visibility
    state
    publishedAt
    viewerCanEdit
    viewerCanPublish
    viewerCanWithdraw
    organization {
      id
      name
    }
    consentedOrganizations {
      id
    }
    indicators {
      id
      name
      comparator
      target
      baseline
      unit
    }
    private {
      id
      details
      decisionMaker
      name
      phone
      email
    }
  }
`;

export type Need = NonNullable<NeedPageQuery["response"]["need"]>;

/** One need: what is wanted, by which measure, and what fits it. */
export function NeedPage() {
  const id = useParams().needId ?? "";
  const { need } = useLazyLoadQuery<NeedPageQuery>(query, { id }, { fetchPolicy: "store-and-network" });
  const [isEditing, setEditing] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const t = useWords("catalog");
  if (!need) return <NotFound />;
  const actions = !isEditing && (
    <>
      {need.viewerCanPublish && <PublishNeed need={need} refuse={setRefusal} />}
      {need.viewerCanEdit && <Button onClick={() => setEditing(true)}>{t("edit")}</Button>}
      {need.viewerCanWithdraw && <WithdrawNeed need={need} />}
      {need.viewerCanEdit && <History id={need.id} />}
    </>
  );
  return (
    <Page
      title={need.title}
      above={[{ to: "/needs", label: t("need.list") }]}
      tags={<Tag color={STATE_COLORS[need.state]}>{wordOf("NeedState", need.state)}</Tag>}
      about={need.organization?.name}
      actions={actions}
    >
      {refusal && <Missing refusal={refusal} />}
      {isEditing ? (
        <NeedEdit
          need={need}
          done={() => {
            setEditing(false);
            setRefusal(null);
          }}
        />
      ) : (
        <Flex vertical gap="middle">
          <Shown need={need} />
          <Files need={need} files={need.attachments} />
          <NeedFits need={need} />
        </Flex>
      )}
    </Page>
  );
}

/** The words of the fields that publishing asks for. */
const NAMED: Readonly<Record<string, string>> = {
  problem: "need.problem",
  category: "need.category",
  cooperationModes: "need.cooperationModes",
  indicators: "need.indicators",
  deadlineOn: "need.deadline",
  "private.decisionMaker": "private.decisionMaker",
  "private.name": "private.name",
  "private.phone": "private.reachable",
};

/** What stands against publishing, all at once. */
function Missing({ refusal }: { readonly refusal: Refusal }) {
  const t = useWords("catalog");
  const lines = refusal.faults.length > 0 ? refusal.faults : [{ path: "", code: refusal.code, params: refusal.params }];
  return (
    <Alert
      type="error"
      showIcon
      className="form-notice"
      title={t("need.notPublished")}
      description={
        <ul>
          {lines.map(({ path, code, params }) => (
            <li key={`${path} ${code}`}>
              {NAMED[path]
                ? t("need.fieldFault", { field: t(NAMED[path]), fault: sentenceOf(code, params) })
                : sentenceOf(code, params)}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Shown({ need }: { readonly need: Need }) {
  const t = useWords("catalog");
  const secret = need.private;
  return (
    <>
      <Card size="small">
        <Typography.Paragraph style={{ whiteSpace: "pre-wrap" }}>{need.problem}</Typography.Paragraph>
        {need.indicators.length > 0 && (
          <>
            <Typography.Title level={2} style={{ fontSize: 16 }}>
              {t("need.indicators")}
            </Typography.Title>
            <ul>
              {need.indicators.map(({ id, name, comparator, target, baseline, unit }) => (
                <li key={id}>
                  {name} {wordOf("Comparator", comparator)} {numberText(target, 6)} {unit}
                  {baseline && (
                    <Typography.Text type="secondary">
                      {" "}
                      {t("indicator.now", { value: numberText(baseline, 6), unit })}
                    </Typography.Text>
                  )}
                </li>
              ))}
            </ul>
          </>
        )}
        <Facts
          facts={[
            { label: t("need.category"), value: wordOf("NeedCategory", need.category) },
            { label: t("need.budgetShort"), value: wanText(need.budgetWan) },
            { label: t("need.deadline"), value: dayText(need.deadlineOn) },
            { label: t("need.trl"), value: need.trl },
            { label: t("need.wantedCount"), value: need.wantedCount },
            { label: t("region"), value: need.region },
            { label: t("visibility"), value: wordOf("Visibility", need.visibility) },
            {
              label: t("greenFields"),
              value: need.greenFields.length > 0 && (
                <Tags labels={need.greenFields.map((each) => wordOf("GreenField", each))} />
              ),
              isWide: true,
            },
            {
              label: t("technicalFields"),
              value: need.technicalFields.length > 0 && <Tags labels={need.technicalFields} />,
              isWide: true,
            },
            {
              label: t("need.cooperationModes"),
              value: need.cooperationModes.map((each) => wordOf("CooperationMode", each)).join("、"),
              isWide: true,
            },
          ]}
        />
      </Card>
      {secret && (
        <Card size="small" title={t("private.title")}>
          <Typography.Paragraph style={{ whiteSpace: "pre-wrap" }}>{secret.details}</Typography.Paragraph>
          <Facts
            facts={[
              { label: t("private.name"), value: secret.name },
              { label: t("private.phone"), value: secret.phone },
              { label: t("private.email"), value: secret.email },
              { label: t("private.decisionMaker"), value: secret.decisionMaker },
            ]}
          />
        </Card>
      )}
    </>
  );
}

interface FilesProps {
  readonly need: Need;
  readonly files: ComponentProps<typeof Materials>["files"];
}

function Files({ need, files }: FilesProps) {
  const [attach] = useGesture<NeedPageAttachMutation>(graphql`
    mutation NeedPageAttachMutation($input: AttachNeedFileInput!) {
      attachNeedFile(input: $input) {
        __typename
        ... on AttachNeedFileSuccess {
          need {
            id
            attachments(first: 100) {
              ...Materials_files
            }
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  return (
    <Materials
      files={files}
      canEdit={need.viewerCanEdit}
      attach={(fileId) => attach({ input: { needId: need.id, fileId } })}
    />
  );
}
