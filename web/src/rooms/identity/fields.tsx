import { Form, Input } from "antd";
import { useWords } from "../../i18n/useWords";

interface FieldProps {
  readonly autoFocus?: boolean;
}

/** An e-mail address. */
export function EmailField({ autoFocus, label }: FieldProps & { readonly label?: string }) {
  const t = useWords("identity");
  return (
    <Form.Item
      name="email"
      label={label ?? t("email")}
      validateTrigger="onBlur"
      rules={[
        { required: true, message: t("fill") },
        { type: "email", message: t("notAnEmail") },
      ]}
    >
      <Input type="email" autoComplete="username" inputMode="email" autoFocus={autoFocus} maxLength={254} />
    </Form.Item>
  );
}

/** What the person goes by. */
export function NameField({ autoFocus }: FieldProps) {
  const t = useWords("identity");
  return (
    <Form.Item name="name" label={t("name")} rules={[{ required: true, whitespace: true, message: t("fill") }]}>
      <Input autoComplete="name" autoFocus={autoFocus} maxLength={80} />
    </Form.Item>
  );
}

/** A password that is being chosen. */
export function NewPasswordField({ autoFocus }: FieldProps) {
  const t = useWords("identity");
  return (
    <Form.Item
      name="password"
      label={t("newPassword")}
      extra={t("passwordRule")}
      rules={[{ required: true, message: t("fill") }]}
    >
      <Input.Password autoComplete="new-password" autoFocus={autoFocus} maxLength={128} />
    </Form.Item>
  );
}

/** The password as it is, asked again before something that matters. */
export function CurrentPasswordField({ name, autoFocus }: FieldProps & { readonly name: string }) {
  const t = useWords("identity");
  return (
    <Form.Item name={name} label={t("currentPassword")} rules={[{ required: true, message: t("fill") }]}>
      <Input.Password autoComplete="current-password" autoFocus={autoFocus} maxLength={128} />
    </Form.Item>
  );
}
