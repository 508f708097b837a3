import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Button, Form, type FormInstance } from "antd";
import { createRef } from "react";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { chooseLanguage, startWords } from "../i18n";
import { NumberField } from "./NumberField";
import { haveNumbers } from "./numbers";

interface Values {
  readonly count?: number;
  readonly share?: string;
}

/** A form with a whole number and a decimal one; answers what it saved, and the form. */
function open(initial: Values = { count: 3, share: "0.5" }) {
  const saved: Values[] = [];
  const kept: unknown[] = [];
  const form = createRef<FormInstance<Values>>();
  render(
    <Form<Values> ref={form} initialValues={initial} onFinish={(values) => saved.push(values)}>
      <Form.Item name="count" label="count">
        <NumberField precision={0} min={1} max={9} />
      </Form.Item>
      <Form.Item name="share" label="share">
        <NumberField stringMode min="0" />
      </Form.Item>
      <Button htmlType="submit">go</Button>
      <Button onClick={({ currentTarget }) => haveNumbers(currentTarget) && kept.push(form.current?.getFieldsValue())}>
        keep
      </Button>
    </Form>,
  );
  return { saved, kept, form };
}

const type = async (label: string, text: string) => {
  const field = screen.getByLabelText<HTMLInputElement>(label);
  await userEvent.clear(field);
  await userEvent.type(field, text);
  return field;
};
const keep = () => userEvent.click(screen.getByRole("button", { name: "keep" }));
const go = () => userEvent.click(screen.getByRole("button", { name: "go" }));

describe("a number field", () => {
  beforeAll(async () => {
    // jsdom has no screen whose width could be asked for
    vi.stubGlobal("matchMedia", () => ({
      matches: true,
      addEventListener: vi.fn<() => void>(),
      removeEventListener: vi.fn<() => void>(),
    }));
    await startWords();
    await chooseLanguage("zh");
  });
  afterEach(cleanup);

  test.each([
    ["count", "abc", "请输入整数"],
    ["count", "2.5", "请输入整数"],
    ["count", "99", "99 不在 1 与 9 之间。"],
    ["count", "99999999999", "99999999999 不在 1 与 9 之间。"],
    ["share", "1/2", "请输入数字"],
  ])("%s keeps %s, says what is wrong, and holds the form", async (label, text, told) => {
    const { saved } = open();
    const field = await type(label, text);
    await go();
    expect(field.value).toBe(text);
    expect(screen.getByRole("alert").textContent).toContain(told);
    expect(document.activeElement).toBe(field);
    await userEvent.type(field, "{Enter}");
    expect(field.value).toBe(text);
    expect(saved).toEqual([]);
  });

  test("of several the first is gone to, and what is mended is saved", async () => {
    const { saved } = open();
    await type("share", "half");
    const first = await type("count", "abc");
    await go();
    expect(screen.getAllByRole("alert")).toHaveLength(2);
    expect(document.activeElement).toBe(first);
    await type("count", "５");
    await type("share", "+1,250.75");
    await go();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(saved).toEqual([{ count: 5, share: "1250.75" }]);
  });

  test("a button that is no submit waits as well", async () => {
    const { kept } = open();
    const field = await type("count", "2.5");
    await keep();
    expect(kept).toEqual([]);
    expect(document.activeElement).toBe(field);
    await type("count", "2");
    await keep();
    expect(kept).toEqual([{ count: 2, share: "0.5" }]);
  });

  test("a number from elsewhere takes the place of a text that is none", async () => {
    const { saved, form } = open();
    const field = await type("count", "abc");
    act(() => form.current?.setFieldValue("count", 7));
    expect(field.value).toBe("7");
    await go();
    expect(saved).toEqual([{ count: 7, share: "0.5" }]);
  });

  test("the arrows go on from the number before", async () => {
    const { saved } = open();
    const field = await type("count", "4x");
    await userEvent.type(field, "{ArrowUp}");
    expect(field.value).toBe("5");
    await go();
    expect(saved).toEqual([{ count: 5, share: "0.5" }]);
  });

  test("nothing is a number that is not given", async () => {
    const { saved } = open();
    await userEvent.clear(screen.getByLabelText("count"));
    await go();
    expect(saved).toEqual([{ count: null, share: "0.5" }]);
  });
});
