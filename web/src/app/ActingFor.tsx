import { Alert, Button } from "antd";
import { useNavigate } from "react-router";
import { useWords } from "../i18n/useWords";
import { stopActing, useActing } from "../ui/acting";
import { useViewer } from "../ui/viewer";

/** Above every page, as long as somebody acts for another: for whom, and the way back. */
export function ActingFor() {
  const { principalId, wasEnded } = useActing();
  const viewer = useViewer();
  const navigate = useNavigate();
  const t = useWords();
  if (wasEnded)
    return (
      <Alert
        banner
        className="shell-acting"
        type="warning"
        role="alert"
        title={t("actingEnded")}
        closable={{ "aria-label": t("close") }}
        onClose={() => stopActing()}
      />
    );
  if (!principalId) return null;
  const back = async () => {
    await navigate("/account/delegation");
    stopActing();
  };
  return (
    <Alert
      banner
      className="shell-acting"
      type="info"
      role="status"
      title={t("actingFor", { name: viewer.name })}
      action={
        <Button size="small" onClick={() => void back()}>
          {t("actingStop")}
        </Button>
      }
    />
  );
}
