import { Form, Input, Select } from "antd";
import { graphql, useLazyLoadQuery } from "react-relay";
import { useNavigate } from "react-router";
import type { NewIncubatorPageMutation } from "../../__generated__/NewIncubatorPageMutation.graphql";
import type { NewIncubatorPageQuery } from "../../__generated__/NewIncubatorPageQuery.graphql";
import { useWords } from "../../i18n/useWords";
import { useChoices } from "../../ui/choices";
import { Page } from "../../ui/Page";
import { RecordForm } from "../../ui/RecordForm";
import { useGesture } from "../../ui/useGesture";
import { EMPTY_PROFILE, type ProfileValues } from "./figures";
import { ProfileFields } from "./ProfileFields";
import { upTo } from "../../ui/limits";

interface Values {
  name: string;
  uscc?: string;
  province: string;
  zoneId?: string;
  profile: ProfileValues;
}

/** Founds an incubator; its self-check is what comes next. */
export function NewIncubatorPage() {
  const t = useWords("incubation");
  const navigate = useNavigate();
  const { forget } = useChoices();
  const { zones } = useLazyLoadQuery<NewIncubatorPageQuery>(
    graphql`
      query NewIncubatorPageQuery {
        zones(first: 100, orderBy: NAME_ASC) {
          nodes {
            id
            name
            province
          }
        }
      }
    `,
    {},
  );
  const [register] = useGesture<NewIncubatorPageMutation>(graphql`
    mutation NewIncubatorPageMutation($input: RegisterIncubatorInput!) {
      registerIncubator(input: $input) {
        __typename
        ... on RegisterIncubatorSuccess {
          incubator {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const required = [{ required: true, message: t("required") }];
  return (
    <Page title={t("incubator.register")} above={[{ to: "/incubators", label: t("incubator.list") }]}>
      <RecordForm<Values>
        draftKey="incubator.new"
        version={null}
        initial={{ name: "", province: "", profile: EMPTY_PROFILE }}
        save={async (values) => {
          const input = { ...values, uscc: values.uscc || null, zoneId: values.zoneId ?? null };
          const { success, refusal } = await register({ input }, { quiet: true });
          if (success?.incubator) {
            await navigate(`/incubators/${success.incubator.id}`);
            forget(); // the person belongs to one more organization now
          }
          return refusal;
        }}
        saveLabel={t("incubator.register")}
        cancel={() => void navigate("/incubators")}
      >
        <Form.Item name="name" label={t("incubator.name")} rules={required}>
          <Input {...upTo(120)} autoComplete="organization" />
        </Form.Item>
        <Form.Item name="uscc" label={t("uscc")}>
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item name="province" label={t("province")}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="zoneId" label={t("zone")} extra={t("zoneHelp")}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            options={zones.nodes.map(({ id, name, province }) => ({ value: id, label: `${name} · ${province}` }))}
          />
        </Form.Item>
        <ProfileFields before={["profile"]} />
      </RecordForm>
    </Page>
  );
}
