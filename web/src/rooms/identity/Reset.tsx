import { Result } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { useWords } from "../../i18n/useWords";
import { useChoices } from "../../ui/choices";
import { useGesture } from "../../ui/useGesture";
import type { ResetMutation } from "../../__generated__/ResetMutation.graphql";
import { Door } from "./Door";
import { DoorForm } from "./DoorForm";
import { NewPasswordField } from "./fields";
import { useSecret } from "./useSecret";

/** The link to a new password. */
export function Reset() {
  const [reset] = useGesture<ResetMutation>(graphql`
    mutation ResetMutation($input: ResetPasswordInput!) {
      resetPassword(input: $input) {
        __typename
        ... on ResetPasswordSuccess {
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
  const submit = async ({ password }: { readonly password: string }) => {
    const { success, refusal } = await reset({ input: { token, password } }, { quiet: true });
    if (success) {
      forget();
      setEmail(success.email ?? "");
    }
    return refusal;
  };
  if (email !== null)
    return (
      <Door title={t("reset.title")}>
        <Result
          className="door-result"
          status="success"
          title={t("reset.done")}
          subTitle={t("reset.ended")}
          extra={
            <Link to="/sign-in" state={{ email }}>
              {t("reset.signIn")}
            </Link>
          }
        />
      </Door>
    );
  return (
    <Door title={t("reset.title")} about={t("reset.about")}>
      <DoorForm
        key={token}
        go={t("reset.go")}
        submit={submit}
        help={({ code }) => code === "LINK_NOT_FOUND" && <Link to="/forgotten">{t("reset.again")}</Link>}
      >
        <NewPasswordField autoFocus />
      </DoorForm>
    </Door>
  );
}
