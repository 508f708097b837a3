import { Form, Select } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import { today } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import { useWorkplaces } from "../../ui/viewer";
import type { NewCompetitionPageMutation } from "../../__generated__/NewCompetitionPageMutation.graphql";
import { CompetitionFields, type CompetitionValues } from "./CompetitionFields";

interface Values extends CompetitionValues {
  organizationId: string;
}

/** A new competition of one of the person's organizations. */
export function NewCompetitionPage() {
  const t = useWords("competitions");
  const organizations = useWorkplaces("ORGANIZER");
  const navigate = useNavigate();
  const [create] = useGesture<NewCompetitionPageMutation>(graphql`
    mutation NewCompetitionPageMutation($input: CreateCompetitionInput!) {
      createCompetition(input: $input) {
        __typename
        ... on CreateCompetitionSuccess {
          competition {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [editionYear] = useState(() => Number(today().slice(0, 4)));
  const first = organizations[0];
  const above = [{ to: "/competitions", label: t("competition.list") }];
  return (
    <Page title={t("competition.create")} above={above}>
      {first === undefined ? (
        <Empty text={t("competition.needsOrganizer")} />
      ) : (
        <RecordForm<Values>
          draftKey="competition.new"
          version={null}
          initial={{
            organizationId: first.id,
            name: "",
            kind: "COMPETITION",
            editionYear,
            timeZone: "Asia/Shanghai",
          }}
          save={async (values) => {
            const { success, refusal } = await create({ input: values }, { quiet: true });
            if (success?.competition) await navigate(`/competitions/${success.competition.id}`);
            return refusal;
          }}
          saveLabel={t("create")}
        >
          {organizations.length > 1 && (
            <Form.Item name="organizationId" label={t("competition.organizer")}>
              <Select options={organizations.map(({ id, name }) => ({ value: id, label: name }))} />
            </Form.Item>
          )}
          <CompetitionFields />
        </RecordForm>
      )}
    </Page>
  );
}
