import { useState } from "react";
import { graphql } from "react-relay";
import { Link, useLocation } from "react-router";
import { currentLanguage } from "../../i18n";
import { useWords } from "../../i18n/useWords";
import { Frame } from "../../ui/Frame";
import { useGesture } from "../../ui/useGesture";
import type { RegisterMutation } from "../../__generated__/RegisterMutation.graphql";
import { isInvitation, keepAfter } from "./after";
import { Door } from "./Door";
import { DoorForm } from "./DoorForm";
import { EmailField, NameField } from "./fields";
import { Sent } from "./Sent";

interface Values {
  readonly email: string;
  readonly name: string;
}

/** Signing up: name and address; the mailed link leads on. */
export function Register() {
  const [register] = useGesture<RegisterMutation>(graphql`
    mutation RegisterMutation($input: RegisterAccountInput!) {
      registerAccount(input: $input) {
        __typename
        ... on RegisterAccountSuccess {
          email
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const handed = useLocation().state as { readonly to?: string } | null;
  const t = useWords("identity");
  const submit = async (values: Values) => {
    const locale = currentLanguage() === "zh" ? "ZH" : "EN";
    const { success, refusal } = await register({ input: { ...values, locale } }, { quiet: true });
    if (success) {
      if (isInvitation(handed?.to)) keepAfter(handed?.to);
      setSentTo(success.email ?? values.email);
    }
    return refusal;
  };
  if (sentTo)
    return (
      <Door title={t("register.title")}>
        <Frame>
          <Sent email={sentTo} about={t("register.sent")} />
        </Frame>
      </Door>
    );
  return (
    <Door
      title={t("register.title")}
      foot={
        <Link to="/sign-in" state={handed}>
          {t("register.hasAccount")}
        </Link>
      }
    >
      <DoorForm<Values> go={t("register.go")} submit={submit}>
        <NameField autoFocus />
        <EmailField />
      </DoorForm>
    </Door>
  );
}
