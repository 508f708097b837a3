import { Tag, Typography } from "antd";
import type { TFunction } from "i18next";
import { graphql } from "relay-runtime";
import type { residencies_row$data } from "../../__generated__/residencies_row.graphql";
import { dayText } from "../../i18n/times";
import { wordOf } from "../../i18n/useWords";
import { optionsOf } from "../../ui/kinds";
import type { ListColumn, ListFilter } from "../../ui/list";
import { CLOCK_COLORS, CLOCK_STATES, SPECIAL_FIELDS } from "./figures";

/** What every list of stays shows of one; queries select it in place. */
export const residencyRow = graphql`
  fragment residencies_row on Residency {
    id
    enteredOn
    leftOn
    specialField
    agreedAt
    version
    monthsUsed
    monthsAllowed
    state
    viewerCanDecide
    startup {
      id
      industry
    }
    organization {
      id
      name
    }
    host {
      id
      name
    }
  }
`;

export type ResidencyRow = Omit<residencies_row$data, " $fragmentType">;

export const EXPORTED = [
  "organization.name",
  "host.name",
  "startup.industry",
  "enteredOn",
  "leftOn",
  "specialField",
  "monthsUsed",
  "monthsAllowed",
  "state",
  "agreedAt",
];

/** How far a stay has run, and whether the startup agreed to it. */
export function Clock({ stay, t }: { readonly stay: ResidencyRow; readonly t: TFunction }) {
  return (
    <span>
      <Tag color={CLOCK_COLORS[stay.state]}>{wordOf("ClockState", stay.state)}</Tag>
      {!stay.agreedAt && <Tag>{t("residency.proposed")}</Tag>}
    </span>
  );
}

export function residencyFilters(t: TFunction): ListFilter[] {
  return [
    { name: "name", label: t("startup.name"), kind: "text" },
    { name: "state", label: t("residency.state"), kind: "choice", options: optionsOf("ClockState", CLOCK_STATES) },
    {
      name: "specialField",
      label: t("residency.specialField"),
      kind: "choice",
      isList: true,
      options: optionsOf("SpecialField", SPECIAL_FIELDS),
    },
    {
      name: "isAgreed",
      label: t("residency.agreement"),
      kind: "choice",
      options: [
        { value: "true", label: t("residency.agreed") },
        { value: "false", label: t("residency.proposed") },
      ],
    },
  ];
}

export function residencyColumns(t: TFunction): ListColumn<ResidencyRow>[] {
  return [
    { key: "name", title: t("startup.name"), order: "NAME", render: ({ organization }) => organization?.name },
    { key: "industry", title: t("startup.industry"), render: ({ startup }) => startup?.industry, wideOnly: true },
    {
      key: "entered",
      title: t("residency.enteredOn"),
      order: "ENTERED",
      render: ({ enteredOn }) => dayText(enteredOn),
    },
    {
      key: "months",
      title: t("residency.months"),
      order: "MONTHS_USED",
      align: "right",
      render: ({ monthsUsed, monthsAllowed }) => (
        <Typography.Text type={monthsUsed > monthsAllowed ? "danger" : undefined}>
          {`${monthsUsed} / ${monthsAllowed}`}
        </Typography.Text>
      ),
    },
    { key: "state", title: t("residency.state"), render: (stay) => <Clock stay={stay} t={t} /> },
  ];
}
