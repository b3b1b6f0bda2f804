/** The Python side of `python.ts`: a clock that sleeps move and what calls take, and an SDK that asks over the pipe. */
export const pythonDriver = `
import datetime, io, json, sys, time, types

lines = open(sys.argv[1])
out = open(sys.argv[2], "w")
clock = [0]

class Simulated(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(clock[0], tz)

class ClientError(Exception):
    pass

def say(told):
    out.write(json.dumps(told, default=plain) + "\\n")
    out.flush()

def plain(value):
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode()
    raise TypeError(f"{value!r} is nothing that the SDK takes")

def instants(value):
    if isinstance(value, list):
        return [instants(one) for one in value]
    if isinstance(value, dict):
        if "$instant" in value:
            return Simulated.fromisoformat(value["$instant"])
        if "$stream" in value:
            return io.BytesIO(value["$stream"].encode())
        return {key: instants(one) for key, one in value.items()}
    return value

class Client:
    def __init__(self, service, region_name=None, aws_access_key_id=None, aws_secret_access_key=None,
                 aws_session_token=None, config=None):
        self.service = service
        self.region = {} if region_name is None else {"region": region_name}
        if aws_access_key_id is not None:
            self.region["key"] = f"{aws_access_key_id}/{aws_secret_access_key}/{aws_session_token}"

    def __getattr__(self, method):
        operation = "".join(part.capitalize() for part in method.split("_"))
        def call(**inputs):
            say({"ask": {"api": f"{self.service}:{operation}", "inputs": inputs, **self.region}, "now": clock[0]})
            answer = json.loads(lines.readline())
            clock[0] += answer.get("took", 0)
            if "failed" in answer:
                raise ClientError(f"An error occurred when calling the {operation} operation")
            return instants(answer["given"])
        return call

    def get_paginator(self, method):
        call = getattr(self, method)
        class Pages:
            def paginate(self, **inputs):
                page = call(**inputs)
                yield page
                while page.get("NextToken"):
                    page = call(**inputs, NextToken=page["NextToken"])
                    yield page
        return Pages()

datetime.datetime = Simulated
time.time = lambda: clock[0]
time.sleep = lambda seconds: clock.__setitem__(0, clock[0] + seconds)
sys.modules["boto3"] = types.SimpleNamespace(client=Client)
sys.modules["botocore"] = types.SimpleNamespace()
sys.modules["botocore.config"] = types.SimpleNamespace(Config=dict)

while True:
    line = lines.readline()
    if not line:
        break
    job = json.loads(line)
    clock[0] = job["now"]
    try:
        names = {}
        exec(job["script"], names)
        told = {"ok": True, "payload": names[job["handler"]](job["payload"], {})}
    except Exception as error:
        told = {"ok": False, "error": str(error)}
    say({**told, "now": clock[0]})
`;
