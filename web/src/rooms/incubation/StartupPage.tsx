import { App, Button, Card, Flex, Form, Input } from "antd";
import { useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useParams } from "react-router";
import type { StartupPageMutation } from "../../__generated__/StartupPageMutation.graphql";
import type { StartupPageQuery } from "../../__generated__/StartupPageQuery.graphql";
import { dayText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { DayField } from "../../ui/DayField";
import { Empty } from "../../ui/Empty";
import { Facts } from "../../ui/Facts";
import { History } from "../../ui/History";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { Rows } from "../../ui/Rows";
import { useGesture } from "../../ui/useGesture";
import { DecideResidency } from "./DecideResidency";
import { Clock } from "./residencies";
import { upTo } from "../../ui/limits";

const query = graphql`
  query StartupPageQuery($id: ID!) {
    startup(id: $id) {
      id
      version
      industry
      foundedOn
      viewerCanEdit
      organization {
        id
        name
        province
        uscc
      }
      residencies(first: 50, orderBy: ENTERED_DESC) {
        nodes {
          ...residencies_row @relay(mask: false)
        }
      }
    }
  }
`;

type Startup = NonNullable<StartupPageQuery["response"]["startup"]>;

/** One startup: what it is, where it stays, and stays it is asked to agree to. */
export function StartupPage() {
  const id = useParams().startupId ?? "";
  const { startup } = useLazyLoadQuery<StartupPageQuery>(query, { id }, { fetchPolicy: "store-and-network" });
  const [isEditing, setEditing] = useState(false);
  const t = useWords("incubation");
  if (!startup) return <NotFound />;
  const { organization } = startup;
  return (
    <Page
      title={organization?.name ?? ""}
      above={[{ to: "/residencies", label: t("residency.list") }]}
      actions={
        startup.viewerCanEdit &&
        !isEditing && (
          <>
            <Button onClick={() => setEditing(true)}>{t("edit")}</Button>
            <History id={startup.id} />
          </>
        )
      }
    >
      {isEditing ? (
        <Edit startup={startup} done={() => setEditing(false)} />
      ) : (
        <Flex vertical gap="middle">
          <Card size="small">
            <Facts
              facts={[
                { label: t("uscc"), value: organization?.uscc },
                { label: t("province"), value: organization?.province },
                { label: t("startup.industry"), value: startup.industry },
                { label: t("startup.foundedOn"), value: dayText(startup.foundedOn) },
              ]}
            />
          </Card>
          <Stays startup={startup} />
        </Flex>
      )}
    </Page>
  );
}

function Stays({ startup }: { readonly startup: Startup }) {
  const t = useWords("incubation");
  return (
    <Card size="small" title={t("residency.stays")}>
      <Rows
        rows={startup.residencies.nodes}
        empty={<Empty text={t("residency.none")} />}
        columns={[
          { key: "host", title: t("residency.host"), render: ({ host }) => host?.name },
          { key: "entered", title: t("residency.enteredOn"), render: ({ enteredOn }) => dayText(enteredOn) },
          { key: "left", title: t("residency.leftOn"), render: ({ leftOn }) => dayText(leftOn) || "—" },
          {
            key: "months",
            title: t("residency.months"),
            align: "right",
            render: ({ monthsUsed, monthsAllowed }) => `${monthsUsed} / ${monthsAllowed}`,
          },
          {
            key: "special",
            title: t("residency.specialField"),
            render: ({ specialField }) => wordOf("SpecialField", specialField) || "—",
          },
          { key: "state", title: t("residency.state"), render: (stay) => <Clock stay={stay} t={t} /> },
          { key: "doing", title: "", render: (stay) => stay.viewerCanDecide && <DecideResidency stay={stay} /> },
        ]}
      />
    </Card>
  );
}

interface Values {
  industry: string;
  foundedOn: string | null;
}

function Edit({ startup, done }: { readonly startup: Startup; readonly done: () => void }) {
  const t = useWords("incubation");
  const { message } = App.useApp();
  const [edit] = useGesture<StartupPageMutation>(graphql`
    mutation StartupPageMutation($input: EditStartupInput!) {
      editStartup(input: $input) {
        __typename
        ... on EditStartupSuccess {
          startup {
            id
            version
            industry
            foundedOn
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { id, version, industry, foundedOn } = startup;
  return (
    <RecordForm<Values>
      draftKey={`startup.${id}`}
      version={version}
      initial={{ industry, foundedOn: foundedOn ?? null }}
      save={async (values, sent) => {
        const input = { startupId: id, version: sent ?? version, ...values };
        const { success, refusal } = await edit({ input }, { quiet: true });
        if (success) {
          void message.success(t("saved"));
          done();
        }
        return refusal;
      }}
      reload={done}
      cancel={done}
    >
      <Form.Item name="industry" label={t("startup.industry")}>
        <Input {...upTo(100)} />
      </Form.Item>
      <DayField name="foundedOn" label={t("startup.foundedOn")} />
    </RecordForm>
  );
}
