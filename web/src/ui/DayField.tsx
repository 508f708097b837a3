import { DatePicker, Form } from "antd";
import dayjs from "dayjs";
import type { ComponentProps } from "react";

interface Props extends ComponentProps<typeof Form.Item> {
  /** The first day that can be chosen. */
  readonly first?: dayjs.Dayjs;
}

/** A day of the calendar in a form, kept as YYYY-MM-DD. */
export function DayField({ name, label, first, ...others }: Props) {
  return (
    <Form.Item
      {...others}
      name={name}
      label={label}
      getValueProps={(value: string | null | undefined) => ({ value: value ? dayjs(value) : null })}
      normalize={(day: dayjs.Dayjs | null) => day?.format("YYYY-MM-DD") ?? null}
    >
      <DatePicker minDate={first} style={{ width: "100%", maxWidth: 240 }} />
    </Form.Item>
  );
}
