import { Form, Select } from "antd";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Empty } from "../../ui/Empty";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import { useWorkplaces } from "../../ui/viewer";
import type { NewNeedPageMutation } from "../../__generated__/NewNeedPageMutation.graphql";
import { EMPTY_NEED, needInput, NeedFields, type NeedValues } from "./NeedFields";

interface Values extends NeedValues {
  organizationId: string;
}

/** A new need; it is a draft until it is published. */
export function NewNeedPage() {
  const t = useWords("catalog");
  const organizations = useWorkplaces();
  const navigate = useNavigate();
  const [post] = useGesture<NewNeedPageMutation>(graphql`
    mutation NewNeedPageMutation($input: PostNeedInput!) {
      postNeed(input: $input) {
        __typename
        ... on PostNeedSuccess {
          need {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const first = organizations[0];
  return (
    <Page title={t("need.post")} above={[{ to: "/needs", label: t("need.list") }]}>
      {first === undefined ? (
        <Empty text={t("needsOrganization")} />
      ) : (
        <RecordForm<Values>
          draftKey="need.new"
          version={null}
          initial={{ ...EMPTY_NEED, organizationId: first.id }}
          pathBefore="need"
          save={async ({ organizationId, ...values }) => {
            const { success, refusal } = await post(
              { input: { organizationId, need: needInput(values) } },
              { quiet: true },
            );
            if (success?.need) await navigate(`/needs/${success.need.id}`);
            return refusal;
          }}
          saveLabel={t("saveDraft")}
          cancel={() => void navigate("/needs")}
        >
          {organizations.length > 1 && (
            <Form.Item name="organizationId" label={t("organization")}>
              <Select options={organizations.map(({ id, name }) => ({ value: id, label: name }))} />
            </Form.Item>
          )}
          <NeedFields />
        </RecordForm>
      )}
    </Page>
  );
}
