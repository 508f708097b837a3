import { Alert, Button, Card, Form, Input, Typography } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useChoices } from "../../app/choices";
import { sentenceOf, useWords } from "../../i18n/useWords";
import type { Refusal } from "../../ui/faults";
import { useGesture } from "../../ui/useGesture";
import type { SignInMutation } from "../../__generated__/SignInMutation.graphql";
import { Door } from "./Door";

interface Values {
  email: string;
  password: string;
  code?: string;
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
  const { forget } = useChoices();
  const navigate = useNavigate();
  const t = useWords("identity");
  const wantsCode = refusal?.code === "SECOND_FACTOR_REQUIRED" || refusal?.code === "SECOND_FACTOR_WRONG";

  const submit = async (values: Values) => {
    const { success, refusal: answer } = await signIn(
      { input: { ...values, code: values.code || undefined } },
      { quiet: true },
    );
    setRefusal(answer);
    if (!success) return;
    forget();
    const to = search.get("to");
    await navigate(to?.startsWith("/") && !to.startsWith("//") ? to : "/", { replace: true });
  };
  return (
    <Door title={t("signIn.title")}>
      <Form<Values> layout="vertical" onFinish={(values) => void submit(values)} requiredMark={false}>
        <Form.Item name="email" label={t("email")} rules={[{ required: true, message: t("required") }]}>
          <Input type="email" autoComplete="username" inputMode="email" autoFocus size="large" />
        </Form.Item>
        <Form.Item name="password" label={t("password")} rules={[{ required: true, message: t("required") }]}>
          <Input.Password autoComplete="current-password" size="large" />
        </Form.Item>
        {wantsCode && (
          <Form.Item name="code" label={t("signIn.code")} rules={[{ required: true, message: t("required") }]}>
            <Input autoComplete="one-time-code" autoFocus size="large" maxLength={40} />
          </Form.Item>
        )}
        {refusal && (
          <Alert
            role="alert"
            type={wantsCode ? "info" : "error"}
            showIcon
            title={sentenceOf(refusal.faults[0]?.code ?? refusal.code, refusal.faults[0]?.params ?? refusal.params)}
            className="form-notice"
          />
        )}
        <Button type="primary" htmlType="submit" block size="large" loading={isRunning}>
          {t("signIn.go")}
        </Button>
      </Form>
      <Card.Meta
        style={{ marginTop: 20 }}
        description={
          <Typography.Text>
            <Link to="/register">{t("signIn.register")}</Link> · <Link to="/forgotten">{t("signIn.forgotten")}</Link>
          </Typography.Text>
        }
      />
    </Door>
  );
}
