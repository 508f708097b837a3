import { BgColorsOutlined, ClockCircleOutlined, GlobalOutlined, LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown, Flex, Modal } from "antd";
import { useState } from "react";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import { chooseLanguage, currentLanguage } from "../i18n";
import { timeZone } from "../i18n/times";
import { useWords } from "../i18n/useWords";
import { stopActing, useActing } from "../ui/acting";
import { useChoices } from "../ui/choices";
import { TimeZoneChoice } from "../ui/TimeZoneChoice";
import { useGesture } from "../ui/useGesture";
import { useViewer } from "../ui/viewer";
import type { AccountMenuSignOutMutation } from "../__generated__/AccountMenuSignOutMutation.graphql";

const SHADES = ["system", "light", "dark"] as const;

/** Language, look, the account and the way out. */
export function AccountMenu() {
  const viewer = useViewer();
  const { principalId } = useActing();
  const { shade, setShade, forget } = useChoices();
  const [asksZone, setAsksZone] = useState(false);
  const navigate = useNavigate();
  const t = useWords();
  const [signOut] = useGesture<AccountMenuSignOutMutation>(graphql`
    mutation AccountMenuSignOutMutation {
      signOut {
        __typename
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const leave = async () => {
    const { success } = await signOut({});
    if (!success) return;
    await navigate("/sign-in");
    forget();
  };
  const back = async () => {
    await navigate("/account/delegation");
    stopActing();
  };
  const other = currentLanguage() === "zh" ? "en" : "zh";
  const otherTag = other === "zh" ? "zh-CN" : "en";
  const shades = SHADES.map((each) => ({ key: each, label: t(`shades.${each}`), onClick: () => setShade(each) }));
  return (
    <Flex gap={4} align="center">
      <Button
        type="text"
        className="wide-only"
        icon={<GlobalOutlined />}
        lang={otherTag}
        onClick={() => void chooseLanguage(other)}
      >
        {t("otherLanguage")}
      </Button>
      <Dropdown
        trigger={["click"]}
        menu={{
          selectable: true,
          selectedKeys: [shade],
          items: shades,
        }}
      >
        <Button type="text" className="wide-only" icon={<BgColorsOutlined />} aria-label={t("look")} />
      </Dropdown>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            // The account itself is its owner's alone.
            ...(principalId
              ? []
              : [
                  {
                    key: "profile",
                    icon: <UserOutlined />,
                    label: t("profile"),
                    onClick: () => void navigate("/account"),
                  },
                ]),
            {
              key: "zone",
              icon: <ClockCircleOutlined />,
              label: t("timeZoneIs", { zone: timeZone() }),
              onClick: () => setAsksZone(true),
            },
            // On a phone these two have no buttons of their own.
            {
              key: "language",
              icon: <GlobalOutlined />,
              label: <span lang={otherTag}>{t("otherLanguage")}</span>,
              onClick: () => void chooseLanguage(other),
            },
            {
              key: "look",
              icon: <BgColorsOutlined />,
              label: t("look"),
              children: shades,
            },
            { type: "divider" },
            principalId
              ? { key: "back", icon: <LogoutOutlined />, label: t("actingStop"), onClick: () => void back() }
              : { key: "leave", icon: <LogoutOutlined />, label: t("signOut"), onClick: () => void leave() },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={viewer.name || viewer.email}>
          <span className="wide-only">{viewer.name || viewer.email}</span>
        </Button>
      </Dropdown>
      <Modal open={asksZone} title={t("timeZone")} footer={null} onCancel={() => setAsksZone(false)}>
        <TimeZoneChoice />
      </Modal>
    </Flex>
  );
}
