import { DatePicker, Form } from "antd";
import dayjs from "dayjs";
import type { ComponentProps } from "react";

/** A day of the calendar in a form, kept as YYYY-MM-DD. */
export function DayField({ name, label, ...others }: ComponentProps<typeof Form.Item>) {
  return (
    <Form.Item
      {...others}
      name={name}
      label={label}
      getValueProps={(value: string | null | undefined) => ({ value: value ? dayjs(value) : null })}
      normalize={(day: dayjs.Dayjs | null) => day?.format("YYYY-MM-DD") ?? null}
    >
      <DatePicker style={{ width: "100%", maxWidth: 240 }} />
    </Form.Item>
  );
}
