import { Button, Popconfirm, type ButtonProps } from "antd";
import type { ReactNode } from "react";
import { useWords } from "../i18n/useWords";

interface Props {
  readonly question: ReactNode;
  readonly label: ReactNode;
  readonly run: () => Promise<unknown>;
  readonly button?: ButtonProps;
}

/** A button for what cannot be taken back: it asks first. */
export function AskFirst({ question, label, run, button }: Props) {
  const t = useWords();
  return (
    <Popconfirm title={question} okText={t("yes")} cancelText={t("no")} onConfirm={run}>
      <Button {...button}>{label}</Button>
    </Popconfirm>
  );
}
