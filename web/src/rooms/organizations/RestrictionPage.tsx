import { App, Card, Flex } from "antd";
import { startTransition, useReducer } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useParams } from "react-router";
import { timeText } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { AskFirst } from "../../ui/AskFirst";
import { Facts } from "../../ui/Facts";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { useGesture } from "../../ui/useGesture";
import type { RestrictionPageLiftMutation } from "../../__generated__/RestrictionPageLiftMutation.graphql";
import type { RestrictionPageQuery } from "../../__generated__/RestrictionPageQuery.graphql";
import { Appealing } from "./Appealing";
import { Appeals } from "./Appeals";
import { PeriodText } from "./PeriodText";
import { RestrictionTag } from "./RestrictionTag";

/** One restriction, for who ruled it and for whom it names. */
export function RestrictionPage() {
  const id = useParams().restrictionId ?? "";
  const [fetchKey, again] = useReducer((count: number) => count + 1, 0);
  const { restriction, viewer } = useLazyLoadQuery<RestrictionPageQuery>(
    graphql`
      query RestrictionPageQuery($id: ID!) {
        restriction(id: $id) {
          id
          name
          uscc
          industry
          reason
          startsOn
          endsOn
          liftedAt
          version
          appeals(first: 50) {
            nodes {
              id
              state
            }
          }
          viewerCanLift
          organization {
            name
          }
          ...Appeals_restriction
        }
        viewer {
          memberships(first: 50) {
            nodes {
              role
              organization {
                id
                name
                uscc
              }
            }
          }
        }
      }
    `,
    { id },
    { fetchPolicy: "store-and-network", fetchKey },
  );
  const [lift] = useGesture<RestrictionPageLiftMutation>(graphql`
    mutation RestrictionPageLiftMutation($input: LiftRestrictionInput!) {
      liftRestriction(input: $input) {
        __typename
        ... on LiftRestrictionSuccess {
          restriction {
            id
            liftedAt
            version
            viewerCanLift
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message } = App.useApp();
  const t = useWords("organizations");
  if (!restriction) return <NotFound />;
  const changed = () => startTransition(again);
  const { name, uscc, industry } = restriction;
  const mine = (viewer?.memberships.nodes ?? []).flatMap(({ role, organization }) =>
    organization && role === "ADMIN" && (organization.name === name || (uscc && organization.uscc === uscc))
      ? [organization]
      : [],
  );
  const isAppealed = restriction.appeals.nodes.some(({ state }) => state === "OPEN");
  const end = async () => {
    const { success } = await lift({ input: { restrictionId: id, version: restriction.version } });
    if (success) void message.success(t("restriction.lifted"));
    changed();
  };
  return (
    <Page
      title={name ?? uscc ?? t("restriction.wholeIndustry", { industry })}
      above={[{ to: "/restrictions", label: t("restriction.list") }]}
      tags={<RestrictionTag {...restriction} />}
      actions={
        <>
          {restriction.viewerCanLift && (
            <AskFirst question={t("restriction.liftAsk")} label={t("restriction.lift")} run={end} />
          )}
          <History id={id} />
        </>
      }
    >
      <Flex vertical gap="middle">
        <Card>
          <Facts
            facts={[
              { label: t("organization.uscc"), value: uscc },
              { label: t("restriction.industry"), value: industry },
              { label: t("restriction.period"), value: <PeriodText {...restriction} /> },
              { label: t("restriction.by"), value: restriction.organization?.name },
              ...(restriction.liftedAt
                ? [{ label: t("restriction.liftedAt"), value: timeText(restriction.liftedAt) }]
                : []),
              { label: t("restriction.reason"), value: restriction.reason, isWide: true },
            ]}
          />
        </Card>
        {!restriction.liftedAt && mine.length > 0 && !isAppealed && (
          <Appealing restrictionId={id} organizations={mine} changed={changed} />
        )}
        <Appeals restriction={restriction} canDecide={restriction.viewerCanLift} changed={changed} />
      </Flex>
    </Page>
  );
}
