import { BgColorsOutlined, GlobalOutlined, LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown, Flex } from "antd";
import { graphql } from "react-relay";
import { useNavigate } from "react-router";
import { chooseLanguage, currentLanguage } from "../i18n";
import { useWords } from "../i18n/useWords";
import { useGesture } from "../ui/useGesture";
import { useViewer } from "../ui/viewer";
import type { AccountMenuSignOutMutation } from "../__generated__/AccountMenuSignOutMutation.graphql";
import { useChoices } from "../ui/choices";

const SHADES = ["system", "light", "dark"] as const;

/** Language, look, the account and the way out. */
export function AccountMenu() {
  const viewer = useViewer();
  const { shade, setShade, forget } = useChoices();
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
  const other = currentLanguage() === "zh" ? "en" : "zh";
  return (
    <Flex gap={4} align="center">
      <Button
        type="text"
        icon={<GlobalOutlined />}
        lang={other === "zh" ? "zh-CN" : "en"}
        onClick={() => void chooseLanguage(other)}
      >
        {other === "zh" ? "中文" : "EN"}
      </Button>
      <Dropdown
        trigger={["click"]}
        menu={{
          selectable: true,
          selectedKeys: [shade],
          items: SHADES.map((each) => ({ key: each, label: t(`shades.${each}`), onClick: () => setShade(each) })),
        }}
      >
        <Button type="text" icon={<BgColorsOutlined />} aria-label={t("look")} />
      </Dropdown>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "profile", icon: <UserOutlined />, label: t("profile"), onClick: () => void navigate("/account") },
            { type: "divider" },
            { key: "leave", icon: <LogoutOutlined />, label: t("signOut"), onClick: () => void leave() },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined />}>
          <span className="wide-only">{viewer.name || viewer.email}</span>
        </Button>
      </Dropdown>
    </Flex>
  );
}
