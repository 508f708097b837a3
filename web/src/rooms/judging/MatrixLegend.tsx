import { numberText, useWords } from "../../i18n/useWords";
import { useIsDark } from "../../ui/useIsDark";
import type { Matrix } from "./matrix";
import { lookOf } from "./matrixPicture";

/** What the colors and marks of the matrix mean. */
export function MatrixLegend({ matrix }: { readonly matrix: Matrix }) {
  const t = useWords("judging");
  const look = lookOf(useIsDark());
  const color = (level: number) => `rgb(${look.palette.levels.slice(level * 3, level * 3 + 3).join(",")})`;
  const frame = (edge: string) => ({ border: `3px solid ${edge}`, background: color(128) });
  return (
    <div className="matrix-legend">
      <span>
        {numberText(matrix.lowest)}
        <i className="ramp" style={{ background: `linear-gradient(90deg, ${color(1)}, ${color(255)})` }} />
        {numberText(matrix.highest)} {t("fit")}
      </span>
      <span>
        <i style={frame(look.chosen)} />
        {t("matrix.legend.chosen")}
      </span>
      <span>
        <i style={frame(look.byHand)} />
        {t("matrix.legend.byHand")}
      </span>
      <span>
        <i style={{ background: `rgb(${look.palette.forbidden.join(",")})`, border: `1px solid ${look.cross}` }} />
        {t("matrix.legend.forbidden")}
      </span>
      <span>
        <b aria-hidden="true">●</b>
        {t("matrix.legend.locked")}
      </span>
    </div>
  );
}
