import { Button } from "antd";
import { Link } from "react-router";
import { useWords } from "../i18n/useWords";
import { Notice } from "./Notice";

/** No such page, or not for this person: the server does not tell which. */
export function NotFound() {
  const t = useWords();
  return (
    <Notice text={t("notFoundTitle")} about={t("notFoundText")}>
      <Link to="/">
        <Button type="primary">{t("toHome")}</Button>
      </Link>
    </Notice>
  );
}
