import "./figure.css";

/** A key figure: what it is, above how much. */
export function Figure({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <div className="figure">
      <span>{label}</span>
      <strong>{value}</strong>
    </div>
  );
}
