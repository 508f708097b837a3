import { Button } from "antd";
import { useRouteError } from "react-router";
import { sentenceOf, useWords } from "../i18n/useWords";
import { faultOf } from "../ui/faults";
import { Notice } from "../ui/Notice";

/** A page that could not be loaded at all, such as after a new release took its files away. */
export function RouteFault() {
  const { code, params } = faultOf(useRouteError());
  const t = useWords();
  return (
    <Notice text={sentenceOf(code, params)}>
      <Button onClick={() => location.reload()}>{t("tryAgain")}</Button>
    </Notice>
  );
}
