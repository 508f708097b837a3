import { Tag } from "antd";
import dayjs from "dayjs";
import { today } from "../../i18n/times";
import { useWords } from "../../i18n/useWords";

interface Props {
  readonly startsOn: string;
  readonly endsOn: string | null | undefined;
  readonly liftedAt: string | null | undefined;
}

const COLORS = { lifted: "default", ended: "default", coming: "blue", standing: "red" } as const;

function stateOf({ startsOn, endsOn, liftedAt }: Props): keyof typeof COLORS {
  if (liftedAt) return "lifted";
  if (endsOn && dayjs(endsOn).isBefore(today(), "day")) return "ended";
  return dayjs(startsOn).isAfter(today(), "day") ? "coming" : "standing";
}

/** Whether a restriction stands today. */
export function RestrictionTag(props: Props) {
  const t = useWords("organizations");
  const state = stateOf(props);
  return <Tag color={COLORS[state]}>{t(`restriction.states.${state}`)}</Tag>;
}
