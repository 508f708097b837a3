import { Button, Input, Select } from "antd";
import { useWords } from "../../i18n/useWords";
import { cellText, nameOf, sentenceFor, type KnownColumn } from "./sheets";

export interface Fault {
  readonly row: number;
  readonly column: string;
  readonly title: string;
  readonly code: string;
  readonly params: unknown;
  readonly value: string;
  readonly nearest: string;
  readonly cells: unknown;
}

/** A cell: the row of the file and the declared column. */
export const placeOf = ({ row, column }: Fault): string => `${row} ${column}`;

export const rowOf = (place: string): number => Number.parseInt(place, 10);

interface Props {
  readonly fault: Fault;
  readonly columns: ReadonlyMap<string, KnownColumn>;
  readonly value: string;
  readonly isEdited: boolean;
  readonly edit: (value: string) => void;
  readonly apply: (value: string) => void;
  readonly ignore: () => void;
}

/** One bad cell with its sentence; a fault of the whole row has no cell to mend. */
export function FaultRow({ fault, columns, value, isEdited, edit, apply, ignore }: Props) {
  const t = useWords("exchange");
  const { row, title, nearest, code } = fault;
  const column = columns.get(fault.column);
  const named = column ? nameOf(column) : title;
  const label = t("faults.cell", { row, column: named });
  const status = isEdited ? undefined : "error";
  return (
    <>
      <span role="cell">
        {t("faults.rowNumber", { row })}
        <Whom fault={fault} columns={columns} />
      </span>
      <span role="cell">{named || t("faults.wholeRow")}</span>
      <span role="cell">
        {!column ? (
          fault.value
        ) : column.choices.length > 0 ? (
          <Select
            aria-label={label}
            value={value || undefined}
            status={status}
            style={{ width: "100%" }}
            showSearch
            options={column.choices.map((choice) => ({ value: choice, label: choice }))}
            onChange={(text: string) => edit(text)}
          />
        ) : (
          <Input
            aria-label={label}
            value={value}
            status={status}
            onChange={(event) => edit(event.target.value)}
            onPressEnter={(event) => apply(event.currentTarget.value)}
          />
        )}
      </span>
      <span role="cell">
        {sentenceFor(code, fault.params)}
        {nearest && column && value !== nearest && (
          <Button type="link" size="small" onClick={() => edit(nearest)}>
            {t("faults.nearest", { nearest })}
          </Button>
        )}
      </span>
      <span role="cell">
        <Button size="small" onClick={ignore} aria-label={t("faults.ignoreNamed", { row })}>
          {t("faults.ignore")}
        </Button>
      </span>
    </>
  );
}

/** Whom the row is about, in the order of the columns; the bad cell stands beside it already. */
function Whom({ fault, columns }: Pick<Props, "fault" | "columns">) {
  const cells = (fault.cells ?? {}) as Readonly<Record<string, string>>;
  const told = [...columns.values()].filter(({ name }) => name !== fault.column && cells[name]);
  const text = told.map((column) => cellText(column, cells[column.name])).join(" · ");
  return (
    text && (
      <span className="import-soft import-whom" title={text}>
        {text}
      </span>
    )
  );
}
