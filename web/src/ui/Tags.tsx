import { Flex, Tag } from "antd";

/** Short labels in a row. */
export function Tags({ labels }: { readonly labels: readonly string[] }) {
  return (
    <Flex wrap gap={4}>
      {labels.map((label) => (
        <Tag key={label}>{label}</Tag>
      ))}
    </Flex>
  );
}
