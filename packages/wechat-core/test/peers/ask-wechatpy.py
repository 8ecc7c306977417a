"""Answers for wechatpy: a line of JSON in, a line of JSON out. Started by wechatpy.ts."""

import json
import sys
from xml.etree import ElementTree

import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.utils import check_signature


def seal(crypto, document, timestamp, nonce):
    sealed = xmltodict.parse(crypto.encrypt_message(document, nonce, timestamp))["xml"]
    return {"encrypted": sealed["Encrypt"], "signature": sealed["MsgSignature"]}


def open_reply(crypto, envelope):
    sealed = xmltodict.parse(envelope)["xml"]
    document = crypto.decrypt_message(envelope, sealed["MsgSignature"], sealed["TimeStamp"], sealed["Nonce"])
    return {element.tag: element.text for element in ElementTree.fromstring(document)}


def check(crypto, signature, timestamp, nonce):
    check_signature(crypto.token, signature, timestamp, nonce)
    return True


FUNCTIONS = {"seal": seal, "open": open_reply, "check": check}

for line in sys.stdin:
    request = json.loads(line)
    try:
        crypto = WeChatCrypto(*request["secrets"])
        answer = {"result": FUNCTIONS[request["function"]](crypto, *request["arguments"])}
    except Exception as error:
        answer = {"error": type(error).__name__}
    print(json.dumps(answer), flush=True)
