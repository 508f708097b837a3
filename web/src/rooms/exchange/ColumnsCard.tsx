import { Alert, Button, Card, Flex, Form, InputNumber, Select, Tag, Typography } from "antd";
import { useId, useState } from "react";
import { graphql, useFragment } from "react-relay";
import type { ColumnsCard_import$key } from "../../__generated__/ColumnsCard_import.graphql";
import type { ColumnsCardMutation } from "../../__generated__/ColumnsCardMutation.graphql";
import { useWords } from "../../i18n/useWords";
import { useGesture } from "../../ui/useGesture";
import { helpOf, nameOf, OWN, OWN_COLUMN_KINDS, type Directions, type FileColumn, type KnownColumn } from "./sheets";

/** Which column of the file is which; open until every required one is found. */
export function ColumnsCard({ sheetImport: key }: { readonly sheetImport: ColumnsCard_import$key }) {
  const made = useFragment(
    graphql`
      fragment ColumnsCard_import on SheetImport {
        id
        kind
        state
        version
        sheet
        sheets
        headerRow
        fileColumns
        columns
        directions
      }
    `,
    key,
  );
  const t = useWords("exchange");
  const columns = made.columns as readonly KnownColumn[];
  const found = made.fileColumns as readonly FileColumn[];
  const first = Object.fromEntries(columns.map(({ name, position }) => [name, position]));
  const [positions, setPositions] = useState<Readonly<Record<string, number | null>>>(first);
  const [own, setOwn] = useState<readonly number[]>([]);
  const [isOpen, setOpen] = useState(made.state === "MAPPING");
  const [send, isRunning] = useGesture<ColumnsCardMutation>(graphql`
    mutation ColumnsCardMutation($input: SetImportMappingInput!) {
      setImportMapping(input: $input) {
        __typename
        ... on SetImportMappingSuccess {
          sheetImport {
            ...ImportPage_import
          }
        }
        ... on Refused {
          ...refused_fields @relay(mask: false)
        }
      }
    }
  `);
  const { id: importId, version, sheet, headerRow } = made;
  const mapped = columns.filter(({ name }) => positions[name] !== null);
  const guessed = columns.filter(({ isGuessed }) => isGuessed).length;
  const missing = columns.filter(({ name, required, isKey }) => (required || isKey) && positions[name] === null);
  const free = found.filter(({ title, position }) => title && !Object.values(positions).includes(position));
  const kept = free.filter(({ position }) => own.includes(position));
  const isChanged = kept.length > 0 || columns.some(({ name }) => positions[name] !== first[name]);
  const apply = () => {
    // The place as it was decided, not as it was found: another place would drop what was mended.
    const { sheet: decided = null, header_row: row = null } = made.directions as Directions;
    const given = [
      ...columns.map(({ name }) => ({ column: name, position: positions[name] ?? null })),
      ...kept.map(({ title, position }) => ({ column: `${OWN}${title}`, position })),
    ];
    return send({ input: { importId, version, sheet: decided, headerRow: row, columns: given } });
  };
  const toggle = (
    <Button type="text" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
      {isOpen ? t("columns.fold") : t("columns.unfold")}
    </Button>
  );
  return (
    <Card size="small" title={t("columns.title")} extra={toggle}>
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className="form-notice"
          title={t("columns.missing", { names: missing.map(nameOf).join(t("listed")) })}
        />
      )}
      {!isOpen && (
        <Typography.Text>
          {t("columns.summary", { mapped: mapped.length, count: found.length })}{" "}
          {guessed > 0 && t("columns.guessedCount", { count: guessed })}{" "}
          {free.length > 0 && t("columns.leftOut", { names: free.map(({ title }) => title).join(t("listed")) })}
        </Typography.Text>
      )}
      {isOpen && (
        <>
          <Place
            sheets={made.sheets as readonly string[]}
            sheet={sheet}
            headerRow={headerRow ?? null}
            choose={(place) => void send({ input: { importId, version, ...place } })}
          />
          <ul className="import-columns">
            {columns.map((column) => (
              <ColumnLine
                key={column.name}
                column={column}
                found={found}
                position={positions[column.name] ?? null}
                choose={(position) => setPositions(movedTo(positions, column.name, position))}
              />
            ))}
          </ul>
          {OWN_COLUMN_KINDS.includes(made.kind) && free.length > 0 && (
            <Form.Item layout="vertical" label={t("columns.own")} extra={t("columns.ownAbout")} htmlFor="import-own">
              <Select
                id="import-own"
                mode="multiple"
                placeholder={t("columns.ownNone")}
                value={kept.map(({ position }) => position)}
                options={free.map(({ position, title }) => ({ value: position, label: title }))}
                onChange={(chosen: number[]) => setOwn(chosen)}
              />
            </Form.Item>
          )}
          <Flex gap="small">
            <Button
              type="primary"
              loading={isRunning}
              disabled={!isChanged && missing.length > 0}
              onClick={() => void apply()}
            >
              {t("columns.apply")}
            </Button>
          </Flex>
        </>
      )}
    </Card>
  );
}

/** A column of the file counts once: who had it loses it. */
function movedTo(positions: Readonly<Record<string, number | null>>, name: string, position: number | null) {
  const others = Object.entries(positions).map(
    ([other, at]) => [other, position !== null && at === position ? null : at] as const,
  );
  return { ...Object.fromEntries(others), [name]: position };
}

interface LineProps {
  readonly column: KnownColumn;
  readonly found: readonly FileColumn[];
  readonly position: number | null;
  readonly choose: (position: number | null) => void;
}

function ColumnLine({ column, found, position, choose }: LineProps) {
  const t = useWords("exchange");
  const id = useId();
  const samples = found.find((each) => each.position === position)?.samples ?? [];
  return (
    <li>
      <div>
        <label htmlFor={id}>{nameOf(column)}</label> {column.isOwn && <Tag>{t("columns.isOwn")}</Tag>}
        {(column.required || column.isKey) && <Tag color="red">{t("required")}</Tag>}
        {column.isGuessed && position === column.position && <Tag color="gold">{t("columns.guessed")}</Tag>}
        <div className="import-soft">{helpOf(column)}</div>
      </div>
      <Select
        id={id}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("columns.none")}
        value={position}
        options={found.map(({ position: at, title }) => ({
          value: at,
          label: title || t("columns.untitled", { number: at + 1 }),
        }))}
        onChange={(at: number | undefined) => choose(at ?? null)}
      />
      <div className="import-soft import-samples">{samples.slice(0, 3).join(" · ")}</div>
    </li>
  );
}

interface PlaceProps {
  readonly sheets: readonly string[];
  readonly sheet: string;
  readonly headerRow: number | null;
  readonly choose: (place: { sheet: string | null; headerRow?: number }) => void;
}

/** Where in the workbook the table stands. */
function Place({ sheets, sheet, headerRow, choose }: PlaceProps) {
  const t = useWords("exchange");
  const [row, setRow] = useState(headerRow);
  const moved = row !== null && row !== headerRow;
  return (
    <Flex wrap gap="middle" align="end">
      {sheets.length > 1 && (
        <Form.Item layout="vertical" label={t("columns.sheet")} htmlFor="import-sheet">
          <Select
            id="import-sheet"
            style={{ minWidth: 160 }}
            value={sheet}
            options={sheets.map((name) => ({ value: name, label: name }))}
            onChange={(name: string) => choose({ sheet: name })}
          />
        </Form.Item>
      )}
      <Form.Item layout="vertical" label={t("columns.headerRow")} htmlFor="import-header">
        <InputNumber id="import-header" min={1} value={row} onChange={setRow} />
      </Form.Item>
      {moved && (
        <Form.Item layout="vertical" label=" " colon={false}>
          <Button onClick={() => choose({ sheet: sheets.length > 1 ? sheet : null, headerRow: row })}>
            {t("columns.readAgain")}
          </Button>
        </Form.Item>
      )}
    </Flex>
  );
}
