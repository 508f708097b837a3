import { Select, Typography } from "antd";
import { useMemo } from "react";
import { browserTimeZone } from "../i18n/times";
import { useWords } from "../i18n/useWords";
import { useChoices } from "./choices";

const BROWSER = "";

/** The zone in which this browser shows times. */
export function TimeZoneChoice() {
  const { zone, setZone } = useChoices();
  const t = useWords();
  const options = useMemo(() => {
    const all = Intl.supportedValuesOf("timeZone").map((name) => ({ value: name, label: name.replaceAll("_", " ") }));
    return [{ value: BROWSER, label: t("browserZone", { zone: browserTimeZone() }) }, ...all];
  }, [t]);
  return (
    <>
      <Select
        className="zone-choice"
        aria-label={t("timeZone")}
        showSearch={{ optionFilterProp: "label" }}
        options={options}
        value={zone ?? BROWSER}
        onChange={(chosen: string) => setZone(chosen || null)}
      />
      <Typography.Paragraph type="secondary">{t("timeZoneAbout")}</Typography.Paragraph>
    </>
  );
}
