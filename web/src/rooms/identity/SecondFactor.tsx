import { App, Button, Flex, Form, Input, Modal, QRCode, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { timeText } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";
import type { SecondFactor_account$key } from "../../__generated__/SecondFactor_account.graphql";
import type { SecondFactorConfirmMutation } from "../../__generated__/SecondFactorConfirmMutation.graphql";
import type { SecondFactorStartMutation } from "../../__generated__/SecondFactorStartMutation.graphql";
import type { SecondFactorStopMutation } from "../../__generated__/SecondFactorStopMutation.graphql";
import { DoorForm } from "./DoorForm";
import { CurrentPasswordField } from "./fields";
import { RecoveryCodes } from "./RecoveryCodes";

/** A second factor: off, being set up, or on. */
export function SecondFactor({ account }: { readonly account: SecondFactor_account$key }) {
  const shown = useFragment(
    graphql`
      fragment SecondFactor_account on Account {
        id
        secondFactorSince
      }
    `,
    account,
  );
  const [isOpen, setOpen] = useState(false);
  const t = useWords("identity");
  const isOn = Boolean(shown.secondFactorSince);
  const [wasOn, setWasOn] = useState(isOn); // what the dialog was opened for, while its deed is done
  const open = () => {
    setWasOn(isOn);
    setOpen(true);
  };
  const close = () => setOpen(false);
  return (
    <Flex vertical gap="middle" align="start">
      <Typography.Text>
        {isOn ? t("security.factorOn", { time: timeText(shown.secondFactorSince) }) : t("security.factorOff")}
      </Typography.Text>
      <Button type={isOn ? "default" : "primary"} onClick={open}>
        {isOn ? t("security.factorStop") : t("security.factorStart")}
      </Button>
      <Modal
        open={isOpen}
        title={wasOn ? t("security.factorStop") : t("security.factorStart")}
        footer={null}
        onCancel={close}
        mask={{ closable: false }}
        destroyOnHidden
      >
        {wasOn ? <Stop done={close} /> : <Start accountId={shown.id} done={close} />}
      </Modal>
    </Flex>
  );
}

interface StartProps {
  readonly accountId: string;
  readonly done: () => void;
}

function Start({ accountId, done }: StartProps) {
  const [start] = useGesture<SecondFactorStartMutation>(graphql`
    mutation SecondFactorStartMutation($input: StartSecondFactorInput!) {
      startSecondFactor(input: $input) {
        __typename
        ... on StartSecondFactorSuccess {
          secret
          address
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [confirm] = useGesture<SecondFactorConfirmMutation>(graphql`
    mutation SecondFactorConfirmMutation($input: ConfirmSecondFactorInput!) {
      confirmSecondFactor(input: $input) {
        __typename
        ... on ConfirmSecondFactorSuccess {
          recoveryCodes
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [shared, setShared] = useState<{ secret: string; address: string } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const t = useWords("identity");

  const ask = async ({ password }: { readonly password: string }) => {
    const { success, refusal } = await start({ input: { password } }, { quiet: true });
    if (success?.secret && success.address) setShared({ secret: success.secret, address: success.address });
    return refusal;
  };
  const prove = async ({ code }: { readonly code: string }) => {
    const { success, refusal } = await confirm(
      { input: { code: code.replaceAll(" ", "") } },
      {
        quiet: true,
        updater: (store) => store.get(accountId)?.setValue(new Date().toISOString(), "secondFactorSince"),
      },
    );
    if (success?.recoveryCodes) setCodes(success.recoveryCodes);
    return refusal;
  };
  if (codes) return <RecoveryCodes codes={codes} done={done} />;
  if (!shared)
    return (
      <DoorForm key="password" go={t("security.next")} submit={ask}>
        <Typography.Paragraph type="secondary">{t("security.factorPassword")}</Typography.Paragraph>
        <CurrentPasswordField name="password" autoFocus />
      </DoorForm>
    );
  return (
    <>
      <Typography.Paragraph>{t("security.factorScan")}</Typography.Paragraph>
      <Flex vertical align="center" gap="small" className="factor-square">
        <div role="img" aria-label={t("security.factorQr")}>
          <QRCode value={shared.address} type="svg" size={190} color="#000" bgColor="#fff" />
        </div>
        <Typography.Text type="secondary">{t("security.factorSecret")}</Typography.Text>
        <Typography.Text copyable code className="secret">
          {shared.secret}
        </Typography.Text>
      </Flex>
      <DoorForm key="code" go={t("security.factorConfirm")} submit={prove}>
        <Form.Item name="code" label={t("security.factorCode")} rules={[{ required: true, message: t("fill") }]}>
          <Input autoComplete="one-time-code" inputMode="numeric" maxLength={10} autoFocus />
        </Form.Item>
      </DoorForm>
    </>
  );
}

function Stop({ done }: { readonly done: () => void }) {
  const [stop] = useGesture<SecondFactorStopMutation>(graphql`
    mutation SecondFactorStopMutation($input: StopSecondFactorInput!) {
      stopSecondFactor(input: $input) {
        __typename
        ... on StopSecondFactorSuccess {
          account {
            ...SecondFactor_account
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { message } = App.useApp();
  const t = useWords("identity");
  const submit = async ({ code }: { readonly code: string }) => {
    const { success, refusal } = await stop({ input: { code: code.replaceAll(" ", "") } }, { quiet: true });
    if (success) {
      void message.success(t("security.factorStopped"));
      done();
    }
    return refusal;
  };
  return (
    <DoorForm go={t("security.factorStop")} submit={submit}>
      <Form.Item
        name="code"
        label={t("security.factorCodeOrRecovery")}
        rules={[{ required: true, message: t("fill") }]}
      >
        <Input autoComplete="one-time-code" maxLength={40} autoFocus />
      </Form.Item>
    </DoorForm>
  );
}
