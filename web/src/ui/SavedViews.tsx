import { BookOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Dropdown, Flex, Input, Popover } from "antd";
import { useState } from "react";
import { useWords } from "../i18n/useWords";
import { useKept } from "./useKept";

interface View {
  readonly name: string;
  readonly search: string;
}

interface Props {
  readonly list: string;
  readonly search: URLSearchParams;
  readonly open: (search: URLSearchParams) => void;
}

/** Addresses of a list under names of the person's own. */
export function SavedViews({ list, search, open }: Props) {
  const [views, keep] = useKept<readonly View[]>(`views.${list}`, []);
  const [name, setName] = useState("");
  const t = useWords();
  const here = new URLSearchParams(search);
  for (const part of ["after", "before", "tab"]) here.delete(part);
  const save = () => {
    keep([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search: here.toString() }]);
    setName("");
  };
  if (views.length === 0 && here.size === 0) return null;
  const form = (
    <Flex gap="small">
      <Input
        aria-label={t("viewName")}
        placeholder={t("viewName")}
        value={name}
        maxLength={40}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={save}
      />
      <Button type="primary" disabled={!name.trim()} onClick={save}>
        {t("save")}
      </Button>
    </Flex>
  );
  return (
    <Flex gap="small">
      {views.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: views.map((view) => ({
              key: view.name,
              label: view.name,
              extra: (
                <DeleteOutlined
                  aria-label={t("removeNamed", { name: view.name })}
                  onClick={(event) => {
                    event.stopPropagation();
                    keep(views.filter((other) => other !== view));
                  }}
                />
              ),
              onClick: () => open(new URLSearchParams(view.search)),
            })),
          }}
        >
          <Button icon={<BookOutlined />}>{t("savedViews")}</Button>
        </Dropdown>
      )}
      {here.size > 0 && (
        <Popover trigger="click" content={form}>
          <Button type="text">{t("saveView")}</Button>
        </Popover>
      )}
    </Flex>
  );
}
