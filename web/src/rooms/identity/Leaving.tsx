import { App, Button, Card, Flex, Modal, Typography } from "antd";
import { useState } from "react";
import { graphql, useFragment } from "react-relay";
import { Link, useNavigate } from "react-router";
import { useWords } from "../../i18n/useWords";
import { useChoices } from "../../ui/choices";
import { saveText } from "../../ui/saveText";
import { useGesture } from "../../ui/useGesture";
import type { Leaving_account$key } from "../../__generated__/Leaving_account.graphql";
import type { LeavingEraseMutation } from "../../__generated__/LeavingEraseMutation.graphql";
import type { LeavingExportMutation } from "../../__generated__/LeavingExportMutation.graphql";
import { DoorForm } from "./DoorForm";
import { CurrentPasswordField } from "./fields";

/** Taking one's data along, and leaving. */
export function Leaving({ account }: { readonly account: Leaving_account$key }) {
  const { email } = useFragment(
    graphql`
      fragment Leaving_account on Account {
        email
      }
    `,
    account,
  );
  const [exportAccount, isExporting] = useGesture<LeavingExportMutation>(graphql`
    mutation LeavingExportMutation {
      exportAccount {
        __typename
        ... on ExportAccountSuccess {
          document
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [erase] = useGesture<LeavingEraseMutation>(graphql`
    mutation LeavingEraseMutation($input: EraseAccountInput!) {
      eraseAccount(input: $input) {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const [isOpen, setOpen] = useState(false);
  const { forget } = useChoices();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const t = useWords("identity");
  const download = async () => {
    const { success } = await exportAccount({});
    if (success?.document) saveText("greenbridge-account.json", success.document, "application/json");
  };
  const leave = async (values: { readonly password: string }) => {
    const { success, refusal } = await erase({ input: values }, { quiet: true });
    if (success) {
      void message.success(t("leaving.erased"));
      await navigate("/sign-in", { replace: true });
      forget();
    }
    return refusal;
  };
  return (
    <Flex vertical gap="large" className="record-form">
      <Card title={t("leaving.export")}>
        <Typography.Paragraph>{t("leaving.exportAbout")}</Typography.Paragraph>
        <Button onClick={() => void download()} loading={isExporting}>
          {t("leaving.exportGo")}
        </Button>
      </Card>
      <Card title={t("leaving.erase")}>
        <Typography.Paragraph>{t("leaving.eraseAbout")}</Typography.Paragraph>
        <Button danger onClick={() => setOpen(true)}>
          {t("leaving.eraseGo")}
        </Button>
      </Card>
      <Modal open={isOpen} title={t("leaving.erase")} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Typography.Paragraph>{t("leaving.eraseText", { email })}</Typography.Paragraph>
        <DoorForm
          go={t("leaving.eraseConfirm")}
          isDanger
          submit={leave}
          help={({ code }) =>
            code === "ONLY_ADMIN" && <Link to="/organizations?isMine=true">{t("leaving.toOrganizations")}</Link>
          }
        >
          <CurrentPasswordField name="password" autoFocus />
        </DoorForm>
      </Modal>
    </Flex>
  );
}
