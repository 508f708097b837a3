import { dayText } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";

interface Props {
  readonly startsOn: string;
  readonly endsOn: string | null | undefined;
}

/** From a day, to a day or without an end. */
export function PeriodText({ startsOn, endsOn }: Props) {
  const t = useWords("organizations");
  const from = dayText(startsOn);
  return endsOn ? t("restriction.fromTo", { from, to: dayText(endsOn) }) : t("restriction.fromOn", { from });
}
