import { Alert, Button, Divider, Form, Input } from "antd";
import { Suspense, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import { Link, useLocation, useNavigate, useSearchParams } from "react-router";
import { sentenceOf, useWords } from "../../i18n/useWords";
import { useChoices } from "../../ui/choices";
import type { Refusal } from "../../ui/faults";
import { useGesture } from "../../ui/useGesture";
import type { SignInMutation } from "../../__generated__/SignInMutation.graphql";
import type { SignInQuery } from "../../__generated__/SignInQuery.graphql";
import { isInvitation, isOwnAddress } from "./after";
import { Door } from "./Door";
import { EmailField } from "./fields";

interface Values {
  email: string;
  password: string;
  code?: string;
}

/** What another page of this console handed on: where to go afterwards, whose address it is. */
interface Handed {
  readonly to?: string;
  readonly email?: string;
}

/** Signing in by e-mail and password, and the code of a second factor once it is asked for. */
export function SignIn() {
  const [signIn, isRunning] = useGesture<SignInMutation>(graphql`
    mutation SignInMutation($input: SignInInput!) {
      signIn(input: $input) {
        __typename
        ... on SignInSuccess {
          account {
            id
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [search] = useSearchParams();
  const handed = useLocation().state as Handed | null;
  const { forget } = useChoices();
  const navigate = useNavigate();
  const t = useWords("identity");
  const asksCode = refusal?.code === "SECOND_FACTOR_REQUIRED";
  const to = handed?.to ?? search.get("to");
  const wantsCode = asksCode || refusal?.code === "WRONG_CODE";

  const submit = async (values: Values) => {
    const { success, refusal: answer } = await signIn(
      { input: { ...values, code: values.code?.replaceAll(" ", "") || undefined } },
      { quiet: true },
    );
    setRefusal(answer);
    if (!success) return;
    forget();
    await navigate(isOwnAddress(to) ? to : "/", { replace: true });
  };
  return (
    <Door
      title={t("signIn.title")}
      about={isInvitation(to) ? t("signIn.invited") : t("signIn.about")}
      foot={
        <>
          <Link to="/register" state={{ to }}>
            {t("signIn.register")}
          </Link>{" "}
          · <Link to="/forgotten">{t("signIn.forgotten")}</Link>
        </>
      }
    >
      <Form<Values>
        noValidate
        layout="vertical"
        size="large"
        initialValues={{ email: handed?.email }}
        onFinish={(values) => void submit(values)}
        requiredMark={false}
      >
        <EmailField autoFocus={!handed?.email} />
        <Form.Item name="password" label={t("password")} rules={[{ required: true, message: t("fill") }]}>
          <Input.Password autoComplete="current-password" autoFocus={Boolean(handed?.email)} />
        </Form.Item>
        {wantsCode && (
          <Form.Item name="code" label={t("signIn.code")} rules={[{ required: true, message: t("fill") }]}>
            <Input autoComplete="one-time-code" autoFocus maxLength={40} />
          </Form.Item>
        )}
        {refusal && (
          <Alert
            role="alert"
            type={asksCode ? "info" : "error"}
            showIcon
            title={sentenceOf(refusal.faults[0]?.code ?? refusal.code, refusal.faults[0]?.params ?? refusal.params)}
            className="form-notice"
          />
        )}
        <Button type="primary" htmlType="submit" block loading={isRunning}>
          {t("signIn.go")}
        </Button>
      </Form>
      <Suspense>
        <OutsideDoor />
      </Suspense>
    </Door>
  );
}

/** The way in by a sign-in service outside, where this deployment has one. */
function OutsideDoor() {
  const { entrance } = useLazyLoadQuery<SignInQuery>(
    graphql`
      query SignInQuery {
        entrance {
          hasOutsideSignIn
        }
      }
    `,
    {},
    { fetchPolicy: "store-or-network" },
  );
  const t = useWords("identity");
  if (!entrance.hasOutsideSignIn) return null;
  return (
    <>
      <Divider plain>{t("signIn.or")}</Divider>
      <Button href="/oidc/start" block size="large">
        {t("signIn.outside")}
      </Button>
    </>
  );
}
