/** Search and notices; the room of notices and the search fill them. */
export function ShellTools() {
  return <div className="shell-tools" />;
}
