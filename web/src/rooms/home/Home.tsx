import { useWords } from "../../i18n/useWords";
import { Page } from "../../ui/Page";
import { useViewer } from "../../ui/viewer";

/** What waits for the person. */
export function Home() {
  const viewer = useViewer();
  const t = useWords("home");
  return <Page title={t("welcome", { name: viewer.name })}>{null}</Page>;
}
