import { useWords } from "../../i18n/useWords";
import { fitText } from "../../ui/fits";

interface Props {
  readonly value: number;
  readonly tally: {
    readonly totalFit: number;
    readonly openCount: number;
    readonly missedCount: number;
    readonly price: number;
  };
  /** Whether anything is known that no plan is above. */
  readonly hasBound: boolean;
}

/** A plan's figure as a sum: fits, less a price for every place and every minimum of a rule that lacks. */
export function ProofSum({ value, tally, hasBound }: Props) {
  const t = useWords("matching");
  const { totalFit, openCount, missedCount, price } = tally;
  const taken = (key: string, count: number) => ({
    key,
    label: t(`proof.sum.${key}`, { count, price: fitText(price) }),
    amount: -count * price,
  });
  const parts = [
    { key: "fit", label: t("proof.sum.fit"), amount: totalFit },
    ...(openCount > 0 ? [taken("open", openCount)] : []),
    ...(missedCount > 0 ? [taken("missed", missedCount)] : []),
  ];
  return (
    <>
      <table className="proof-sum" aria-label={t("proof.sum.title")}>
        <tbody>
          {parts.map(({ key, label, amount }) => (
            <tr key={key}>
              <th scope="row">{label}</th>
              <td>{fitText(amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("proof.sum.net")}</th>
            <td>{fitText(value)}</td>
          </tr>
        </tfoot>
      </table>
      {hasBound && <p className="proof-note">{t("proof.sum.bound")}</p>}
    </>
  );
}
