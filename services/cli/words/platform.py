"""What the commands that run the platform say."""

from collections.abc import Mapping
from typing import Final

PLATFORM: Final[Mapping[str, tuple[str, str]]] = {
    "platform.running": ("is running at", "正在运行："),
    "platform.explorer": (
        "API explorer: {address}/graphql    Stop with Ctrl-C",
        "API 浏览器：{address}/graphql    按 Ctrl-C 停止",
    ),
    "platform.stopped": (
        "Stopped. Nothing is lost; start again with the same command.",
        "已停止，数据均已保存；用同一命令即可再次启动。",
    ),
    "platform.not_ready": (
        "The web process has not answered yet; its messages may say why.",
        "网页进程尚无应答，原因可能在其输出中。",
    ),
    "platform.keeps_dying": (
        "The process “{process}” keeps dying; its messages above say why.",
        "进程“{process}”反复退出，原因见上方输出。",
    ),
    "platform.port_taken": (
        "Cannot listen on {host}:{port}: {reason}. Choose another port with --port or GREENBRIDGE_PORT.",
        "无法监听 {host}:{port}：{reason}。请用 --port 或 GREENBRIDGE_PORT 换一个端口。",
    ),
    "platform.no_database": (
        "The database cannot be used: {reason} Check DATABASE_URL; without it an embedded one is started.",
        "数据库不可用：{reason} 请检查 DATABASE_URL；不设置时将启动内置数据库。",
    ),
    "platform.server_too_old": (
        "The server is PostgreSQL {found}; {wanted} or newer is needed. Without DATABASE_URL an embedded one starts.",
        "服务器是 PostgreSQL {found}，需要 {wanted} 或更新版本。不设置 DATABASE_URL 时将启动内置数据库。",
    ),
    "platform.no_embedded": (
        "The embedded database in {folder} does not start: {reason} DATABASE_URL can name another PostgreSQL.",
        "{folder} 中的内置数据库无法启动：{reason} 可用 DATABASE_URL 指定其他 PostgreSQL。",
    ),
    "platform.up_to_date": ("The database is up to date.", "数据库已是最新。"),
    "platform.not_empty": (
        "The database holds accounts of its own; nothing was written.",
        "数据库中已有自己的账号，未写入任何内容。",
    ),
    "platform.no_sample": (
        "Sample data are for development only: everybody knows their password.",
        "示例数据仅用于开发环境：其密码人人皆知。",
    ),
    "platform.logins": ("Sample logins", "示例账号"),
    "platform.who": ("who", "角色"),
    "platform.email": ("e-mail", "邮箱"),
    "platform.password": ("password", "密码"),
    "platform.host": ("Address to listen on (GREENBRIDGE_HOST).", "监听地址（GREENBRIDGE_HOST）。"),
    "platform.port": ("Port to listen on (GREENBRIDGE_PORT).", "监听端口（GREENBRIDGE_PORT）。"),
    "platform.audit_action": (
        "`verify` checks the whole record, `seal` gives new entries their place in its chain.",
        "verify 校验全部记录，seal 将新记录纳入校验链。",
    ),
    "platform.audit_head": (
        "The hash with which the record once ended: shows that nothing before it was cut off or written anew.",
        "此前某次校验得到的末端哈希：用以证明其之前的记录未被截断或重写。",
    ),
    "platform.audit_whole": (
        "The record is whole: {count:n} entries. Keep its head elsewhere: --head shows later that nothing is missing.",
        "记录完整：共 {count:n} 条。请另行保存末端哈希，日后以 --head 证明记录无缺失。",
    ),
    "platform.audit_waiting": (
        "{count:n} entries are too new to have a place in the chain.",
        "另有 {count:n} 条新记录尚未纳入校验链。",
    ),
    "platform.audit_sealed": ("{count:n} entries got their place in the chain.", "已将 {count:n} 条记录纳入校验链。"),
    "platform.audit_bad_head": (
        "“{head}” is no head of a record: 64 hexadecimal digits.",
        "“{head}”不是末端哈希：应为 64 位十六进制数。",
    ),
    "AUDIT_ENTRY_CHANGED": (
        "Somebody tampered with the record: entry {number:n} ({entry}) is not as sealed; {good:n} before it are good.",
        "记录被篡改：第 {number:n} 条（{entry}）与封存时不符；其之前 {good:n} 条完好。",
    ),
    "AUDIT_ENTRY_REMOVED": (
        "Somebody tampered with the record: entry {number:n} ({entry}) is gone; {good:n} before it are good.",
        "记录被篡改：第 {number:n} 条（{entry}）已被删除；其之前 {good:n} 条完好。",
    ),
    "AUDIT_LINK_REMOVED": (
        "Somebody tampered with the record: entry {number:n} is gone, its link too; {good:n} before it are good.",
        "记录被篡改：第 {number:n} 条及其链环均已被删除；其之前 {good:n} 条完好。",
    ),
    "AUDIT_ENTRY_INSERTED": (
        "Somebody tampered with the record: entry {entry} was put in after its time; {good:n} sealed ones are good.",
        "记录被篡改：条目 {entry} 系事后插入；已封存的 {good:n} 条完好。",
    ),
    "AUDIT_ORIGIN_CHANGED": (
        "Somebody tampered with the record: where entry {number:n} ({entry}) came from was changed; {good:n} are good.",
        "记录被篡改：第 {number:n} 条（{entry}）的来源被改动；其之前 {good:n} 条完好。",
    ),
    "AUDIT_HEAD_MISSING": (
        "Somebody tampered with the record: none of its {good:n} entries has the hash that it once ended with.",
        "记录被篡改：找不到此前的末端哈希；现有 {good:n} 条。",
    ),
    "platform.sample": ("Fill an empty database with sample data.", "数据库为空时填入示例数据。"),
}
