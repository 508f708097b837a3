import { useState } from "react";
import { graphql } from "react-relay";
import { Link } from "react-router";
import { useWords } from "../../i18n/useWords";
import { Frame } from "../../ui/Frame";
import { useGesture } from "../../ui/useGesture";
import type { ForgottenMutation } from "../../__generated__/ForgottenMutation.graphql";
import { Door } from "./Door";
import { DoorForm } from "./DoorForm";
import { EmailField } from "./fields";
import { Sent } from "./Sent";

/** Asking for a link to a new password. */
export function Forgotten() {
  const [request] = useGesture<ForgottenMutation>(graphql`
    mutation ForgottenMutation($input: RequestPasswordResetInput!) {
      requestPasswordReset(input: $input) {
        __typename
        ... on RequestPasswordResetSuccess {
          email
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const t = useWords("identity");
  const submit = async (values: { readonly email: string }) => {
    const { success, refusal } = await request({ input: values }, { quiet: true });
    if (success) setSentTo(success.email ?? values.email);
    return refusal;
  };
  if (sentTo)
    return (
      <Door title={t("forgotten.title")}>
        <Frame>
          <Sent email={sentTo} about={t("forgotten.sent")} />
        </Frame>
      </Door>
    );
  return (
    <Door title={t("forgotten.title")} about={t("forgotten.about")} foot={<Link to="/sign-in">{t("toSignIn")}</Link>}>
      <DoorForm<{ readonly email: string }> go={t("forgotten.go")} submit={submit}>
        <EmailField autoFocus />
      </DoorForm>
    </Door>
  );
}
