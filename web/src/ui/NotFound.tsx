import { Button, Result } from "antd";
import { Link } from "react-router";
import { useWords } from "../i18n/useWords";

/** No such page, or not for this person: the server does not tell which. */
export function NotFound() {
  const t = useWords();
  return (
    <Result
      status="404"
      title={t("notFoundTitle")}
      subTitle={t("notFoundText")}
      extra={
        <Link to="/">
          <Button type="primary">{t("toHome")}</Button>
        </Link>
      }
    />
  );
}
