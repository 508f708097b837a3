import { graphql } from "react-relay";
import { Link, useNavigate } from "react-router";
import { useWords } from "../../i18n/useWords";
import { useChoices } from "../../ui/choices";
import { useGesture } from "../../ui/useGesture";
import type { ConfirmMutation } from "../../__generated__/ConfirmMutation.graphql";
import { takeAfter } from "./after";
import { Door } from "./Door";
import { DoorForm } from "./DoorForm";
import { NewPasswordField } from "./fields";
import { useSecret } from "./useSecret";

/** The link of signing up: choose a password, and one is in. */
export function Confirm() {
  const [confirm] = useGesture<ConfirmMutation>(graphql`
    mutation ConfirmMutation($input: ConfirmAccountInput!) {
      confirmAccount(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const token = useSecret();
  const { forget } = useChoices();
  const navigate = useNavigate();
  const t = useWords("identity");
  const submit = async ({ password }: { readonly password: string }) => {
    const { success, refusal } = await confirm({ input: { token, password } }, { quiet: true });
    if (success) {
      forget();
      await navigate(takeAfter(), { replace: true });
    }
    return refusal;
  };
  return (
    <Door title={t("confirm.title")} about={t("confirm.about")}>
      <DoorForm
        key={token}
        go={t("confirm.go")}
        submit={submit}
        help={({ code }) => code === "LINK_NOT_FOUND" && <Link to="/register">{t("confirm.again")}</Link>}
      >
        <NewPasswordField autoFocus />
      </DoorForm>
    </Door>
  );
}
