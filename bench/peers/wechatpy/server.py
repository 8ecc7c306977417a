import os

import uvicorn
from fastapi import FastAPI, Request, Response
from wechatpy import create_reply, parse_message
from wechatpy.exceptions import InvalidSignatureException
from wechatpy.utils import check_signature

TOKEN = os.environ["TOKEN"]
ANSWER = os.environ["ANSWER"]
app = FastAPI()


@app.post("/wechat")
async def wechat(request: Request, signature: str, timestamp: str, nonce: str) -> Response:
    try:
        check_signature(TOKEN, signature, timestamp, nonce)
    except InvalidSignatureException:
        return Response(status_code=403)
    message = parse_message(await request.body())
    reply = create_reply(ANSWER if message.type == "text" else None, message=message)
    return Response(reply.render(), media_type="application/xml")


# Without a line for each request, which it writes by default.
uvicorn.run(app, host="127.0.0.1", port=0, access_log=False)
