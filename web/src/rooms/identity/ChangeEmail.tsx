import { Result } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { useWords } from "../../i18n/useWords";
import { useChoices } from "../../ui/choices";
import { useGesture } from "../../ui/useGesture";
import type { ChangeEmailMutation } from "../../__generated__/ChangeEmailMutation.graphql";
import { Door } from "./Door";
import { DoorForm } from "./DoorForm";
import { useSecret } from "./useSecret";

/** The link to another e-mail address: one press, so that programs which read mail confirm nothing. */
export function ChangeEmail() {
  const [confirm] = useGesture<ChangeEmailMutation>(graphql`
    mutation ChangeEmailMutation($input: ConfirmEmailChangeInput!) {
      confirmEmailChange(input: $input) {
        __typename
        ... on ConfirmEmailChangeSuccess {
          email
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const token = useSecret();
  const { forget } = useChoices();
  const [email, setEmail] = useState<string | null>(null);
  const t = useWords("identity");
  const submit = async () => {
    const { success, refusal } = await confirm({ input: { token } }, { quiet: true });
    if (success) {
      forget();
      setEmail(success.email ?? "");
    }
    return refusal;
  };
  if (email !== null)
    return (
      <Door title={t("changeEmail.title")}>
        <Result
          className="door-result"
          status="success"
          title={t("changeEmail.done", { email })}
          extra={<Link to="/account">{t("changeEmail.back")}</Link>}
        />
      </Door>
    );
  return (
    <Door title={t("changeEmail.title")} about={t("changeEmail.about")}>
      <DoorForm key={token} go={t("changeEmail.go")} submit={submit} />
    </Door>
  );
}
