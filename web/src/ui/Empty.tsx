import { Empty as Picture, Typography } from "antd";
import type { ReactNode } from "react";

/** Nothing here yet: why, and the next step. */
export function Empty({ text, children }: { readonly text: ReactNode; readonly children?: ReactNode }) {
  return (
    <Picture
      image={Picture.PRESENTED_IMAGE_SIMPLE}
      description={<Typography.Text type="secondary">{text}</Typography.Text>}
    >
      {children}
    </Picture>
  );
}
