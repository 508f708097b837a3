import { Card, Flex, Select, Typography } from "antd";
import { useDeferredValue, useState } from "react";
import { graphql, useLazyLoadQuery } from "react-relay";
import type { AskPairQuery } from "../../__generated__/AskPairQuery.graphql";
import { useWords } from "../../i18n/useWords";
import { Frame } from "../../ui/Frame";
import { PoolWhy } from "./PoolWhy";

interface Party {
  readonly id: string;
  readonly title: string;
}

/** Any need and any package of the pool: why the plan brings them together, or why not. */
export function AskPair({ planId }: { readonly planId: string }) {
  const [need, setNeed] = useState<Party | null>(null);
  const [chosen, setChosen] = useState<Party | null>(null);
  const t = useWords("matching");
  return (
    <Card size="small" className="ask" title={<h2 className="card-title">{t("why.askTitle")}</h2>}>
      <Typography.Paragraph type="secondary">{t("why.askText")}</Typography.Paragraph>
      <Frame>
        <Choices need={need} chosen={chosen} setNeed={setNeed} setChosen={setChosen} />
      </Frame>
      {need && chosen && (
        <Frame key={`${need.id} ${chosen.id}`}>
          <PoolWhy planId={planId} need={need} technologyPackage={chosen} />
        </Frame>
      )}
    </Card>
  );
}

interface ChoicesProps {
  readonly need: Party | null;
  readonly chosen: Party | null;
  readonly setNeed: (need: Party) => void;
  readonly setChosen: (chosen: Party) => void;
}

/** Both lists answer what is typed: a pool has thousands. */
function Choices({ need, chosen, setNeed, setChosen }: ChoicesProps) {
  const [needText, setNeedText] = useState("");
  const [packageText, setPackageText] = useState("");
  const asked = { needText: useDeferredValue(needText), packageText: useDeferredValue(packageText) };
  const { needs, technologyPackages } = useLazyLoadQuery<AskPairQuery>(
    graphql`
      query AskPairQuery($needText: String, $packageText: String) {
        needs(first: 30, filter: { state: [PUBLISHED], text: $needText }) {
          nodes {
            id
            title
          }
        }
        technologyPackages(first: 30, filter: { state: [PUBLISHED], text: $packageText }) {
          nodes {
            id
            title
          }
        }
      }
    `,
    { needText: asked.needText || null, packageText: asked.packageText || null },
  );
  const t = useWords("matching");
  return (
    <Flex wrap gap="small" className="pool-hint">
      <PartySelect
        label={t("why.chooseNeed")}
        parties={needs.nodes}
        value={need}
        choose={setNeed}
        search={setNeedText}
      />
      <PartySelect
        label={t("why.choosePackage")}
        parties={technologyPackages.nodes}
        value={chosen}
        choose={setChosen}
        search={setPackageText}
      />
    </Flex>
  );
}

interface SelectProps {
  readonly label: string;
  readonly parties: readonly Party[];
  readonly value: Party | null;
  readonly choose: (party: Party) => void;
  readonly search: (text: string) => void;
}

function PartySelect({ label, parties, value, choose, search }: SelectProps) {
  // What is chosen keeps its title while others are searched for.
  const shown = value && !parties.some(({ id }) => id === value.id) ? [value, ...parties] : parties;
  return (
    <Select
      aria-label={label}
      placeholder={label}
      className="ask-choice"
      value={value?.id}
      showSearch={{ filterOption: false, onSearch: search }}
      options={shown.map(({ id, title }) => ({ value: id, label: title }))}
      onSelect={(id) => {
        const found = shown.find((party) => party.id === id);
        if (found) choose(found);
      }}
    />
  );
}
