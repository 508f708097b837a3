import type { ReactNode } from "react";

interface Props {
  readonly text: ReactNode;
  readonly about?: ReactNode;
  readonly children?: ReactNode;
}

/** Something stands in the place of a page: what, and the way on. Light, for it is part of every page. */
export function Notice({ text, about, children }: Props) {
  return (
    <div className="notice" role="alert">
      <h1>{text}</h1>
      {about && <p>{about}</p>}
      {children}
    </div>
  );
}
