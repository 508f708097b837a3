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
    "platform.sample": ("Fill an empty database with sample data.", "数据库为空时填入示例数据。"),
}
