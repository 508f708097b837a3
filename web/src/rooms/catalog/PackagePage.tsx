import { Button, Card, Flex, Tag, Typography } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useParams } from "react-router";
import { dayText } from "../../i18n/times";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Facts } from "../../ui/Facts";
import { Materials } from "../../ui/Materials";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { Tags } from "../../ui/Tags";
import { useGesture } from "../../ui/useGesture";
import type { PackagePageAttachMutation } from "../../__generated__/PackagePageAttachMutation.graphql";
import type { PackagePageQuery } from "../../__generated__/PackagePageQuery.graphql";
import { Decide } from "./Decide";
import { priceText } from "./PackagesPage";
import { PackageEdit } from "./PackageEdit";
import { PublishPackage, WithdrawPackage } from "./PackageGestures";
import { STATE_COLORS } from "./states";

const query = graphql`
  query PackagePageQuery($id: ID!) {
    technologyPackage(id: $id) {
      ...PackagePage_package @relay(mask: false)
      attachments(first: 100) {
        ...Materials_files
      }
      recommendations(first: 50, orderBy: FIT_DESC) {
        nodes {
          id
          fit
          state
          ...Decide_recommendation
          need {
            id
            title
            organization {
              id
              name
            }
          }
        }
      }
      candidates(first: 10, orderBy: FIT_DESC) {
        nodes {
          id
          fit
          need {
            id
            title
          }
        }
      }
    }
  }
`;

/** What is shown and edited; queries and mutations select it in place. */
export const packageFields = graphql`
  fragment PackagePage_package on TechnologyPackage {
    id
    version
    title
    description
    keywords
    greenFields
    technicalFields
    chainNodes
    indicators
    transferModes
    region
    isRegionExclusive
    trl
    maxAdopters
    priceMinWan
    priceMaxWan
    validUntil
    visibility
    state
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
    private {
      id
      details
      name
      phone
      email
    }
  }
`;

export type Package = NonNullable<PackagePageQuery["response"]["technologyPackage"]>;

/** One technology package: what is offered on which terms, and who it would serve. */
export function PackagePage() {
  const id = useParams().packageId ?? "";
  const { technologyPackage: found } = useLazyLoadQuery<PackagePageQuery>(
    query,
    { id },
    { fetchPolicy: "store-and-network" },
  );
  const [isEditing, setEditing] = useState(false);
  const t = useWords("catalog");
  if (!found) return <NotFound />;
  const actions = !isEditing && (
    <>
      {found.viewerCanPublish && <PublishPackage found={found} />}
      {found.viewerCanEdit && <Button onClick={() => setEditing(true)}>{t("edit")}</Button>}
      {found.viewerCanWithdraw && <WithdrawPackage found={found} />}
      {found.viewerCanEdit && <History id={found.id} />}
    </>
  );
  return (
    <Page
      title={found.title}
      above={[{ to: "/packages", label: t("package.list") }]}
      tags={<Tag color={STATE_COLORS[found.state]}>{wordOf("PackageState", found.state)}</Tag>}
      about={found.organization?.name}
      actions={actions}
    >
      {isEditing ? (
        <PackageEdit found={found} done={() => setEditing(false)} />
      ) : (
        <Flex vertical gap="middle">
          <Shown found={found} />
          <Files found={found} />
          <Served found={found} />
        </Flex>
      )}
    </Page>
  );
}

function Shown({ found }: { readonly found: Package }) {
  const t = useWords("catalog");
  const price = priceText(found.priceMinWan, found.priceMaxWan);
  const secret = found.private;
  return (
    <>
      <Card size="small">
        <Typography.Paragraph style={{ whiteSpace: "pre-wrap" }}>{found.description}</Typography.Paragraph>
        {found.indicators.length > 0 && (
          <ul>
            {found.indicators.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        )}
        <Facts
          facts={[
            { label: t("package.price"), value: price },
            { label: t("package.trl"), value: found.trl },
            { label: t("package.maxAdopters"), value: found.maxAdopters },
            { label: t("package.validUntil"), value: dayText(found.validUntil) },
            { label: t("region"), value: found.region },
            { label: t("package.isRegionExclusive"), value: found.isRegionExclusive ? t("yes") : t("no") },
            { label: t("visibility"), value: wordOf("Visibility", found.visibility) },
            {
              label: t("package.transferModes"),
              value: found.transferModes.map((each) => wordOf("CooperationMode", each)).join("、"),
            },
            {
              label: t("greenFields"),
              value: found.greenFields.length > 0 && (
                <Tags labels={found.greenFields.map((each) => wordOf("GreenField", each))} />
              ),
              isWide: true,
            },
            {
              label: t("package.keywords"),
              value: found.keywords.length > 0 && <Tags labels={found.keywords} />,
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
            ]}
          />
        </Card>
      )}
    </>
  );
}

function Served({ found }: { readonly found: Package }) {
  const t = useWords("catalog");
  const { recommendations, candidates } = found;
  if (recommendations.nodes.length === 0 && candidates.nodes.length === 0) return null;
  return (
    <Card size="small" title={t("package.serves")}>
      {recommendations.nodes.map((each) => (
        <div key={each.id} className="fitting">
          {each.need && <Link to={`/needs/${each.need.id}`}>{each.need.title}</Link>}{" "}
          <Tag color={STATE_COLORS[each.state]}>{wordOf("RecommendationState", each.state)}</Tag>
          <br />
          <Typography.Text type="secondary">
            {each.need?.organization?.name} · {t("fits.fit", { fit: numberText(each.fit) })}
          </Typography.Text>
          <Decide recommendation={each} />
        </div>
      ))}
      {candidates.nodes.map((each) => (
        <div key={each.id} className="fitting">
          {each.need && <Link to={`/needs/${each.need.id}`}>{each.need.title}</Link>}{" "}
          <Typography.Text type="secondary">{t("fits.fit", { fit: numberText(each.fit) })}</Typography.Text>
        </div>
      ))}
    </Card>
  );
}

function Files({ found }: { readonly found: Package }) {
  const [attach] = useGesture<PackagePageAttachMutation>(graphql`
    mutation PackagePageAttachMutation($input: AttachPackageFileInput!) {
      attachPackageFile(input: $input) {
        __typename
        ... on AttachPackageFileSuccess {
          technologyPackage {
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
      files={found.attachments}
      canEdit={found.viewerCanEdit}
      attach={(fileId) => attach({ input: { technologyPackageId: found.id, fileId } })}
    />
  );
}
