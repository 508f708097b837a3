interface Counted {
  readonly count: number;
}

/** A text may be so long. What is pasted is not cut: the count shows when it is too much, and the server says so too. */
export function upTo(max: number) {
  const show = ({ count }: Counted) => (count > max ? `${count} / ${max}` : "");
  return { count: { max, show } };
}
