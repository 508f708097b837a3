import { Alert, Flex } from "antd";
import { Link } from "react-router";
import { useWords } from "../../i18n/useWords";
import type { Preview } from "./PublishPage";
import type { Stated } from "./settings";
import { violationSentence } from "./violations";

const GRAVE = new Set(["PLAN_BREAKS_RULES", "JUDGES_MISSING", "TASKS_TAKEN_BACK", "PLAN_NOT_DRAFT"]);
const SHOWN = 20;

/** Judges would open their entries and find nothing to mark them by. */
export function NoRubric({ roundId }: { readonly roundId: string }) {
  const t = useWords("judging");
  return (
    <Alert
      type="warning"
      showIcon
      title={t("publish.noRubric")}
      action={<Link to={`/rounds/${roundId}`}>{t("publish.toRubric")}</Link>}
    />
  );
}

interface CautionProps {
  readonly preview: Preview;
  readonly competitionId?: string;
  readonly settings: Stated;
}

/** What speaks against publishing, or that nothing does. */
export function Cautions({ preview, competitionId, settings }: CautionProps) {
  const t = useWords("judging");
  if (preview.cautions.length === 0) return <Alert type="success" showIcon title={t("publish.nothingAgainst")} />;
  return (
    <Flex vertical gap="small">
      {preview.cautions.map(({ code, params }) => (
        <Alert
          key={code}
          type={GRAVE.has(code) ? "warning" : "info"}
          showIcon
          title={t([`caution.${code}`, "caution.other"], { code, ...(params as Stated) })}
          action={
            code === "JUDGES_WITHOUT_ACCOUNT" && (
              <Link to={`/competitions/${competitionId}?tab=judges`}>{t("publish.toInvite")}</Link>
            )
          }
          description={
            code === "PLAN_BREAKS_RULES" && (
              <ul className="plain-list">
                {preview.violations.slice(0, SHOWN).map((violation, at) => (
                  <li key={at}>{violationSentence(t, violation, settings)}</li>
                ))}
                {preview.violations.length > SHOWN && (
                  <li>{t("andMore", { count: preview.violations.length - SHOWN })}</li>
                )}
              </ul>
            )
          }
        />
      ))}
    </Flex>
  );
}
