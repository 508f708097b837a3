import { App, Card, Flex, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";
import type { Security_account$key } from "../../__generated__/Security_account.graphql";
import type { SecurityPasswordMutation } from "../../__generated__/SecurityPasswordMutation.graphql";
import { DoorForm } from "./DoorForm";
import { CurrentPasswordField, NewPasswordField } from "./fields";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";

/** Password, second factor, where one is signed in. */
export function Security({ account }: { readonly account: Security_account$key }) {
  const shown = useFragment(
    graphql`
      fragment Security_account on Account {
        ...SecondFactor_account
        ...Sessions_account
      }
    `,
    account,
  );
  const t = useWords("identity");
  return (
    <Flex vertical gap="large">
      <Card title={t("security.password")}>
        <Password />
      </Card>
      <Card title={t("security.factor")}>
        <SecondFactor account={shown} />
      </Card>
      <Sessions account={shown} />
    </Flex>
  );
}

interface Values {
  readonly currentPassword: string;
  readonly password: string;
}

function Password() {
  const [change] = useGesture<SecurityPasswordMutation>(graphql`
    mutation SecurityPasswordMutation($input: ChangePasswordInput!) {
      changePassword(input: $input) {
        __typename
        ... on ChangePasswordSuccess {
          account {
            ...Sessions_account
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [doneCount, setDoneCount] = useState(0);
  const { message } = App.useApp();
  const t = useWords("identity");
  const submit = async (values: Values) => {
    const { success, refusal } = await change({ input: values }, { quiet: true });
    if (success) {
      setDoneCount((count) => count + 1); // an empty form again
      void message.success(t("security.passwordDone"));
    }
    return refusal;
  };
  return (
    <div className="door-card">
      <Typography.Paragraph type="secondary">{t("security.passwordAbout")}</Typography.Paragraph>
      <DoorForm<Values> key={doneCount} go={t("security.passwordGo")} submit={submit}>
        <CurrentPasswordField name="currentPassword" />
        <NewPasswordField />
      </DoorForm>
    </div>
  );
}
