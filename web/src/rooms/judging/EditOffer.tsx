import { Alert, Button, Flex, Typography } from "antd";
import { useState } from "react";
import type { useEditPlanMutation } from "../../__generated__/useEditPlanMutation.graphql";
import { numberText, useWords } from "../../i18n/useWords";
import { aimText } from "../../ui/fits";
import type { Success } from "../../ui/useGesture";
import type { Edit } from "./board";
import type { Matrix } from "./matrix";
import type { Stated } from "./settings";
import { useEditPlan } from "./useEditPlan";
import { violationSentence } from "./violations";

export type Priced = Required<Success<useEditPlanMutation>>;

interface Props {
  readonly planId: string;
  readonly version: number;
  readonly matrix: Matrix;
  readonly label: string;
  readonly edit: Edit;
  readonly isShut: boolean;
}

/** A change that is first priced, then done. */
export function EditOffer({ planId, version, matrix, label, edit: change, isShut }: Props) {
  const [priced, setPriced] = useState<Priced | null>(null);
  const [edit, isEditing] = useEditPlan();
  const t = useWords("judging");
  const ask = async () => {
    const { success } = await edit(planId, version, matrix, change, { isDry: true });
    if (success) setPriced(success as Priced);
  };
  const apply = async () => {
    // The panel is made anew with the plan's next version.
    await edit(planId, version, matrix, change, { isDry: false });
  };
  return (
    <div className="offer">
      <Button
        block
        disabled={isShut}
        loading={isEditing && !priced}
        aria-expanded={priced !== null}
        onClick={() => void ask()}
      >
        {label}
      </Button>
      {priced && (
        <Alert
          type={priced.violations.length > 0 ? "warning" : "info"}
          title={<Price priced={priced} />}
          description={
            <Flex vertical gap="small">
              <Broken priced={priced} />
              <Flex gap="small">
                <Button type="primary" size="small" loading={isEditing} onClick={() => void apply()}>
                  {t("pair.confirm")}
                </Button>
                <Button size="small" onClick={() => setPriced(null)}>
                  {t("cancel")}
                </Button>
              </Flex>
            </Flex>
          }
        />
      )}
    </div>
  );
}

/** What the plan itself gains or loses, and what no rearrangement could avoid. */
export function Price({ priced }: { readonly priced: Priced }) {
  const t = useWords("judging");
  const change = (priced.value - priced.valueBefore) / priced.plan.scale;
  const way = change < 0 ? "falls" : change > 0 ? "rises" : "stays";
  const after = numberText(priced.totalFit);
  return (
    <span data-testid="price">
      {t(`price.${way}`, { change: numberText(Math.abs(change), 3), after })}
      <Typography.Paragraph type="secondary" className="price-least">
        {priced.priceState === "KNOWN" && (priced.price ?? 0) > 0
          ? t("price.least", { price: numberText(priced.price, 3) })
          : t(`price.state.${priced.priceState}`)}
      </Typography.Paragraph>
      {priced.aims.map(({ name, before, after }) => (
        <Typography.Paragraph type="secondary" className="price-least" key={name}>
          {t("price.aim", {
            aim: t(`aim.short.${name.toUpperCase()}`, { defaultValue: name }),
            before: aimText(before),
            after: aimText(after),
          })}
        </Typography.Paragraph>
      ))}
    </span>
  );
}

const SHOWN = 5;

export function Broken({ priced: { violations, plan } }: { readonly priced: Priced }) {
  const t = useWords("judging");
  const settings = (plan.solveRun?.settings ?? {}) as Stated;
  if (violations.length === 0) return <span>{t("price.keepsRules")}</span>;
  return (
    <div>
      {t("price.breaks", { count: violations.length })}
      <ul className="plain-list">
        {violations.slice(0, SHOWN).map((violation, at) => (
          <li key={at}>{violationSentence(t, violation, settings)}</li>
        ))}
      </ul>
      {violations.length > SHOWN && t("andMore", { count: violations.length - SHOWN })}
    </div>
  );
}
