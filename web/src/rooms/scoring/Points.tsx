import { Flex, InputNumber, Radio, Slider } from "antd";

interface Props {
  readonly label: string;
  readonly max: string;
  readonly step: string;
  readonly words: readonly string[];
  readonly value: string | null;
  readonly isFixed: boolean;
  readonly change: (points: string | null) => void;
}

const BUTTON_COUNT = 11;

/** Points by one touch where there are few, else by a number. */
export function Points({ label, max, step, words, value, isFixed, change }: Props) {
  const count = Math.round(Number(max) / Number(step)) + 1;
  if (count > BUTTON_COUNT) {
    const shown = value === null ? null : Number(value);
    return (
      <Flex gap="middle" align="center">
        <Slider
          ariaLabelForHandle={label}
          min={0}
          max={Number(max)}
          step={Number(step)}
          value={shown ?? 0}
          disabled={isFixed}
          onChange={(points) => change(String(points))}
          className="points-slider"
        />
        <InputNumber
          aria-label={label}
          size="large"
          inputMode="decimal"
          min={0}
          max={Number(max)}
          step={Number(step)}
          value={shown}
          disabled={isFixed}
          onChange={(points) => change(points === null ? null : String(points))}
          suffix={`/ ${Number(max)}`}
        />
      </Flex>
    );
  }
  const steps = Array.from({ length: count }, (_, at) => String(Number((at * Number(step)).toFixed(6))));
  return (
    <Radio.Group
      aria-label={label}
      className="points"
      optionType="button"
      size="large"
      disabled={isFixed}
      value={value === null ? null : String(Number(value))}
      onChange={(event) => change(String(event.target.value))}
      options={steps.map((points, at) => ({ value: points, label: points, title: words[at] }))}
    />
  );
}
