import { App, Form, Input, Select } from "antd";
import { graphql } from "react-relay";
import { useNavigate, useParams } from "react-router";
import type { NewStartupPageMutation } from "../../__generated__/NewStartupPageMutation.graphql";
import { sentenceOf, useWords } from "../../i18n/useWords";
import { DayField } from "../../ui/DayField";
import { optionsOf } from "../../ui/kinds";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import { SPECIAL_FIELDS } from "./figures";
import { upTo } from "../../ui/limits";

interface Values {
  name: string;
  uscc?: string;
  province: string;
  foundedOn: string | null;
  industry: string;
  enteredOn: string;
  leftOn: string | null;
  specialField?: (typeof SPECIAL_FIELDS)[number];
}

/** Enters a startup and its stay; a startup with people of its own is asked whether it agrees. */
export function NewStartupPage() {
  const incubatorId = useParams().incubatorId ?? "";
  const t = useWords("incubation");
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [register] = useGesture<NewStartupPageMutation>(graphql`
    mutation NewStartupPageMutation($input: RegisterStartupsInput!) {
      registerStartups(input: $input) {
        __typename
        ... on RegisterStartupsSuccess {
          createdCount
          incubator {
            id
          }
          warnings {
            path
            code
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const back = `/incubators/${incubatorId}?tab=residencies`;
  const required = [{ required: true, message: t("required") }];
  return (
    <Page title={t("startup.register")} above={[{ to: back, label: t("residency.list") }]}>
      <RecordForm<Values>
        draftKey={`startup.new.${incubatorId}`}
        version={null}
        initial={{ name: "", province: "", industry: "", foundedOn: null, enteredOn: "", leftOn: null }}
        pathBefore="startups.0"
        save={async (values) => {
          const startup = { ...values, uscc: values.uscc || null, specialField: values.specialField ?? null };
          const { success, refusal } = await register({ input: { incubatorId, startups: [startup] } }, { quiet: true });
          if (success) {
            for (const { code } of success.warnings ?? []) void message.warning(sentenceOf(code));
            void message.success(t("saved"));
            await navigate(back);
          }
          return refusal;
        }}
        saveLabel={t("startup.register")}
        cancel={() => void navigate(back)}
      >
        <Form.Item name="name" label={t("startup.name")} rules={required}>
          <Input {...upTo(120)} />
        </Form.Item>
        <Form.Item name="uscc" label={t("uscc")} extra={t("startup.usccHelp")}>
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item name="province" label={t("province")}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="industry" label={t("startup.industry")}>
          <Input {...upTo(100)} />
        </Form.Item>
        <DayField name="foundedOn" label={t("startup.foundedOn")} />
        <DayField name="enteredOn" label={t("residency.enteredOn")} rules={required} />
        <DayField name="leftOn" label={t("residency.leftOn")} extra={t("residency.leftOnHelp")} />
        <Form.Item name="specialField" label={t("residency.specialField")} extra={t("residency.specialFieldHelp")}>
          <Select allowClear options={optionsOf("SpecialField", SPECIAL_FIELDS)} />
        </Form.Item>
      </RecordForm>
    </Page>
  );
}
