import { Tag } from "antd";
import { useWords, wordOf } from "../../i18n/useWords";

const COLORS: Record<string, string> = { VERIFIED: "green", REJECTED: "red" };

/** The zone's word on an organization; nothing where nobody has looked yet. */
export function VerificationTag({ state }: { readonly state: string | null | undefined }) {
  const t = useWords("organizations");
  return <Tag color={COLORS[state ?? ""]}>{state ? wordOf("Verification", state) : t("verification.unknown")}</Tag>;
}
