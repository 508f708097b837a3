from fastapi import FastAPI

from tests.graph.console import CLIENT, console

LISTED = "{ storedFiles { nodes { id name byteCount sha256 } } }"


async def test_an_upload_is_listed_for_its_sender_alone(app: FastAPI) -> None:
    async with console(app) as sender, console(app) as stranger:
        await sender.register("li@greenbridge.example")
        await stranger.register("zhao@greenbridge.example")
        answer = await sender.http.post("/files?name=judges.csv", content="编号,姓名\n".encode("gbk"), headers=CLIENT)
        assert answer.status_code == 201
        stored = answer.json()
        assert (stored["name"], stored["byteCount"]) == ("judges.csv", 10)
        nodes = (await sender.ask(LISTED))["storedFiles"]["nodes"]
        assert [(node["id"], node["name"], node["byteCount"], len(node["sha256"])) for node in nodes] == [
            (stored["id"], "judges.csv", 10, 64)
        ]
        assert await stranger.ask(LISTED) == {"storedFiles": {"nodes": []}}
        one = "query ($id: ID!) { storedFile(id: $id) { name } }"
        assert await stranger.ask(one, id=stored["id"]) == {"storedFile": None}


async def test_nobody_uploads_nothing(app: FastAPI) -> None:
    async with console(app) as nobody:
        answer = await nobody.http.post("/files?name=judges.csv", content=b"x", headers=CLIENT)
        assert answer.status_code == 401


async def test_an_empty_upload_is_refused_with_its_code(app: FastAPI) -> None:
    async with console(app) as sender:
        await sender.register("li@greenbridge.example")
        answer = await sender.http.post("/files?name=judges.csv", content=b"", headers=CLIENT)
        faults = [{"path": "file", "code": "FILE_EMPTY", "params": {}}]
        extensions = {"code": "INVALID_INPUT", "params": {"faultCount": 1}, "faults": faults}
        assert (answer.status_code, answer.json()) == (
            422,
            {"errors": [{"message": "INVALID_INPUT", "extensions": extensions}]},
        )
