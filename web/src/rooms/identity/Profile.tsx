import { App, Button, Card, Flex, Form, Modal, Select, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords, wordOf } from "../../i18n/useWords";
import { RecordForm } from "../../ui/RecordForm";
import { TimeZoneChoice } from "../../ui/TimeZoneChoice";
import { useGesture } from "../../ui/useGesture";
import type { Profile_account$key } from "../../__generated__/Profile_account.graphql";
import type { ProfileEditMutation } from "../../__generated__/ProfileEditMutation.graphql";
import type { ProfileEmailMutation } from "../../__generated__/ProfileEmailMutation.graphql";
import { DoorForm } from "./DoorForm";
import { CurrentPasswordField, EmailField, NameField } from "./fields";

interface Values {
  readonly name: string;
  readonly locale: "ZH" | "EN";
}

/** Name, language of messages, address, time zone. */
export function Profile({ account }: { readonly account: Profile_account$key }) {
  const shown = useFragment(
    graphql`
      fragment Profile_account on Account {
        id
        name
        email
        locale
        version
        createdAt
      }
    `,
    account,
  );
  const [edit] = useGesture<ProfileEditMutation>(graphql`
    mutation ProfileEditMutation($input: EditAccountInput!) {
      editAccount(input: $input) {
        __typename
        ... on EditAccountSuccess {
          account {
            ...Profile_account
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message } = App.useApp();
  const t = useWords("identity");
  const save = async (values: Values, version: number | null) => {
    const { success, refusal } = await edit(
      { input: { ...values, version: version ?? shown.version } },
      { quiet: true },
    );
    if (success) void message.success(t("profile.saved"));
    return refusal;
  };
  return (
    <Flex vertical gap="large" className="record-form">
      <Card>
        <RecordForm<Values>
          draftKey={`account.${shown.id}`}
          initial={{ name: shown.name, locale: shown.locale }}
          version={shown.version}
          save={save}
        >
          <NameField />
          <Form.Item name="locale" label={t("profile.locale")} extra={t("profile.localeAbout")}>
            <Select
              options={(["ZH", "EN"] as const).map((value) => ({ value, label: wordOf("Locale", value) }))}
              className="zone-choice"
            />
          </Form.Item>
        </RecordForm>
      </Card>
      <Card title={t("profile.email")}>
        <Email email={shown.email} />
      </Card>
      <Card title={t("profile.zone")}>
        <TimeZoneChoice />
        <Typography.Text type="secondary">
          {t("profile.since")} {timeText(shown.createdAt)}
        </Typography.Text>
      </Card>
    </Flex>
  );
}

function Email({ email }: { readonly email: string }) {
  const [request] = useGesture<ProfileEmailMutation>(graphql`
    mutation ProfileEmailMutation($input: RequestEmailChangeInput!) {
      requestEmailChange(input: $input) {
        __typename
        ... on RequestEmailChangeSuccess {
          email
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [isOpen, setOpen] = useState(false);
  const { message } = App.useApp();
  const t = useWords("identity");
  const submit = async (values: { readonly email: string; readonly password: string }) => {
    const { success, refusal } = await request({ input: values }, { quiet: true });
    if (success) {
      setOpen(false);
      void message.success(t("profile.changeEmailSent", { email: success.email }), 8);
    }
    return refusal;
  };
  return (
    <Flex wrap gap="middle" align="center">
      <Typography.Text>{email}</Typography.Text>
      <Button onClick={() => setOpen(true)}>{t("profile.changeEmail")}</Button>
      <Modal
        open={isOpen}
        title={t("profile.changeEmail")}
        footer={null}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Typography.Paragraph type="secondary">{t("profile.changeEmailAbout")}</Typography.Paragraph>
        <DoorForm go={t("profile.changeEmailGo")} submit={submit}>
          <EmailField label={t("profile.newEmail")} autoFocus />
          <CurrentPasswordField name="password" />
        </DoorForm>
      </Modal>
    </Flex>
  );
}
