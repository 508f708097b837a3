import { App, Card, Flex } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useParams, useSearchParams } from "react-router";
import type { IncubatorPageMutation } from "../../__generated__/IncubatorPageMutation.graphql";
import type { IncubatorPageQuery } from "../../__generated__/IncubatorPageQuery.graphql";
import { dayText } from "../../i18n/times";
import { numberText, useWords, wordOf } from "../../i18n/useWords";
import { Facts } from "../../ui/Facts";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { Sections } from "../../ui/Sections";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import { COUNTS, type ProfileValues } from "./figures";
import { ProfileFields } from "./ProfileFields";
import { ResidencyList } from "./ResidencyList";
import { SelfCheckCard } from "./SelfCheckCard";

const query = graphql`
  query IncubatorPageQuery($id: ID!) {
    incubator(id: $id) {
      ...IncubatorPage_incubator @relay(mask: false)
    }
    selfCheck(incubatorId: $id) {
      ...SelfCheckCard_check
    }
  }
`;

/** What is shown and edited; the query and the mutation select it in place. */
export const incubatorFields = graphql`
  fragment IncubatorPage_incubator on Incubator {
    id
    version
    kind
    level
    isHardshipRegion
    mainIndustry
    viewerCanEdit
    viewerCanRegisterStartups
    organization {
      id
      name
      province
      uscc
    }
    figures {
      foundedOn
      statisticsYears
      areaM2
      incubateeAreaM2
      deskCount
      seedFundWan
      fundedCount
      fundCaseCount
      staffCount
      professionalCount
      mentorCount
      incubateeCount
      patentApplicantCount
      ipHolderCount
      graduateCount
      mainIndustryCount
      technicalPlatformCount
      residentCount
      newlyRegisteredCount
      financedCount
      eventCount
      serviceCaseCount
    }
  }
`;

type Incubator = NonNullable<IncubatorPageQuery["response"]["incubator"]>;

/** One incubator: how it stands against the criteria, who stays there, its figures. */
export function IncubatorPage() {
  const id = useParams().incubatorId ?? "";
  const data = useLazyLoadQuery<IncubatorPageQuery>(query, { id }, { fetchPolicy: "store-and-network" });
  const [search, setSearch] = useSearchParams();
  const t = useWords("incubation");
  const { incubator, selfCheck } = data;
  if (!incubator) return <NotFound />;
  const tabs = [
    {
      key: "overview",
      label: t("overview"),
      children: (
        <Flex vertical gap="middle">
          <Overview incubator={incubator} />
          {selfCheck && <SelfCheckCard check={selfCheck} />}
        </Flex>
      ),
    },
    {
      key: "residencies",
      label: t("residency.list"),
      children: <ResidencyList incubatorId={id} canRegister={incubator.viewerCanRegisterStartups} />,
    },
    ...(incubator.viewerCanEdit
      ? [
          {
            key: "figures",
            label: t("figures.edit"),
            children: <Edit incubator={incubator} done={() => setSearch({ tab: "overview" })} />,
          },
        ]
      : []),
  ];
  return (
    <Page
      title={incubator.organization?.name ?? ""}
      above={[{ to: "/incubators", label: t("incubator.list") }]}
      about={`${wordOf("IncubatorKind", incubator.kind)} · ${wordOf("IncubatorLevel", incubator.level)}`}
      actions={incubator.viewerCanEdit && <History id={incubator.id} />}
    >
      <Sections sections={tabs} active={search.get("tab") ?? "overview"} open={(tab) => setSearch({ tab })} />
    </Page>
  );
}

function Overview({ incubator }: { readonly incubator: Incubator }) {
  const t = useWords("incubation");
  const { organization, figures } = incubator;
  const counts = Object.values(COUNTS)
    .flat()
    .filter((name) => figures?.[name] !== null && figures?.[name] !== undefined)
    .map((name) => ({ label: t(`figures.${name}`), value: numberText(figures?.[name]) }));
  return (
    <Card size="small">
      <Facts
        facts={[
          { label: t("uscc"), value: organization?.uscc },
          { label: t("province"), value: organization?.province },
          { label: t("incubator.mainIndustry"), value: incubator.mainIndustry },
          { label: t("incubator.isHardshipRegion"), value: incubator.isHardshipRegion ? t("yes") : t("no") },
          { label: t("figures.foundedOn"), value: dayText(figures?.foundedOn) },
          { label: t("figures.seedFundWan"), value: numberText(figures?.seedFundWan) },
          ...counts,
        ]}
      />
    </Card>
  );
}

function Edit({ incubator, done }: { readonly incubator: Incubator; readonly done: () => void }) {
  const t = useWords("incubation");
  const { message } = App.useApp();
  const [edit] = useGesture<IncubatorPageMutation>(graphql`
    mutation IncubatorPageMutation($input: EditIncubatorInput!) {
      editIncubator(input: $input) {
        __typename
        ... on EditIncubatorSuccess {
          incubator {
            ...IncubatorPage_incubator @relay(mask: false)
          }
          selfCheck {
            ...SelfCheckCard_check
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { id, version, kind, level, isHardshipRegion, mainIndustry, figures } = incubator;
  const initial = { kind, level, isHardshipRegion, mainIndustry, figures: { ...figures } } as ProfileValues;
  return (
    <RecordForm<ProfileValues>
      draftKey={`incubator.${id}`}
      version={version}
      initial={initial}
      pathBefore="profile"
      save={async (profile, sent) => {
        const input = { incubatorId: id, version: sent ?? version, profile };
        const { success, refusal } = await edit({ input }, { quiet: true });
        if (success) {
          void message.success(t("saved"));
          done();
        }
        return refusal;
      }}
      reload={done}
    >
      <ProfileFields />
    </RecordForm>
  );
}
