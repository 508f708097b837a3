import { DatePicker, Form, Input, Radio, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import { today } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { upTo } from "../../ui/limits";
import { NotFound } from "../../ui/NotFound";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import { useWorkplaces } from "../../ui/viewer";
import type { NewRestrictionPageMutation } from "../../__generated__/NewRestrictionPageMutation.graphql";

type Day = Dayjs | string;

interface Values {
  readonly organizationId: string;
  readonly whom: "company" | "industry";
  readonly name?: string;
  readonly uscc?: string;
  readonly industry?: string;
  readonly reason: string;
  readonly startsOn: Day;
  readonly endsOn?: Day | null;
}

const dayOf = (day: Day) => dayjs(day).format("YYYY-MM-DD");
/** A draft gives days back as texts. */
const asDay = (value: Day | undefined) => ({ value: value ? dayjs(value) : undefined });

/** Putting a company or an industry on the restricted list. */
export function NewRestrictionPage() {
  const administrations = useWorkplaces("ZONE_ADMIN");
  const [restrict] = useGesture<NewRestrictionPageMutation>(graphql`
    mutation NewRestrictionPageMutation($input: RestrictInput!) {
      restrict(input: $input) {
        __typename
        ... on RestrictSuccess {
          restriction {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const navigate = useNavigate();
  const t = useWords("organizations");
  const [first] = administrations;
  if (!first) return <NotFound />;
  const required = [{ required: true, message: t("fill") }];
  const save = async ({ whom, startsOn, endsOn, ...values }: Values) => {
    const subject =
      whom === "company" ? { name: values.name, uscc: values.uscc || null } : { industry: values.industry };
    const { success, refusal } = await restrict(
      {
        input: {
          organizationId: values.organizationId,
          reason: values.reason,
          ...subject,
          startsOn: dayOf(startsOn),
          endsOn: endsOn ? dayOf(endsOn) : null,
        },
      },
      { quiet: true },
    );
    if (success?.restriction) await navigate(`/restrictions/${success.restriction.id}`);
    return refusal;
  };
  return (
    <Page title={t("restriction.create")} above={[{ to: "/restrictions", label: t("restriction.list") }]}>
      <RecordForm<Values>
        draftKey="restriction.new"
        initial={{ organizationId: first.id, whom: "company", reason: "", startsOn: dayjs(today()) }}
        version={null}
        save={save}
        saveLabel={t("restriction.createGo")}
        cancel={() => void navigate("/restrictions")}
      >
        {administrations.length > 1 && (
          <Form.Item name="organizationId" label={t("restriction.by")}>
            <Select options={administrations.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
        <Form.Item name="whom" label={t("restriction.whom")}>
          <Radio.Group
            options={[
              { value: "company", label: t("restriction.company") },
              { value: "industry", label: t("restriction.anIndustry") },
            ]}
          />
        </Form.Item>
        <Form.Item noStyle shouldUpdate={(a: Values, b: Values) => a.whom !== b.whom}>
          {({ getFieldValue }) =>
            getFieldValue("whom") === "industry" ? (
              <Form.Item name="industry" label={t("restriction.industry")} rules={required}>
                <Input {...upTo(80)} />
              </Form.Item>
            ) : (
              <>
                <Form.Item name="name" label={t("organization.name")}>
                  <Input {...upTo(120)} />
                </Form.Item>
                <Form.Item name="uscc" label={t("organization.uscc")} extra={t("restriction.nameOrCode")}>
                  <Input maxLength={18} />
                </Form.Item>
              </>
            )
          }
        </Form.Item>
        <Form.Item name="reason" label={t("restriction.reason")} extra={t("restriction.reasonAbout")} rules={required}>
          <Input.TextArea {...upTo(500)} rows={3} />
        </Form.Item>
        <Form.Item name="startsOn" label={t("restriction.startsOn")} rules={required} getValueProps={asDay}>
          <DatePicker />
        </Form.Item>
        <Form.Item
          name="endsOn"
          label={t("restriction.endsOn")}
          extra={t("restriction.endsOnAbout")}
          getValueProps={asDay}
        >
          <DatePicker />
        </Form.Item>
      </RecordForm>
    </Page>
  );
}
