"""Receives webhooks: checks who sent them, prints them, answers 204. Python 3.8 and newer, nothing to install."""
import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEYS = [base64.b64decode(secret[len("whsec_"):]) for secret in os.environ["WEBHOOK_SECRET"].split(",")]
seen = set()  # One that lasts, such as a table with a unique column, in the place of this


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(self.receive(body))
        self.end_headers()

    def receive(self, body):
        id, sent_at, signatures = (self.headers.get("webhook-" + name, "") for name in ("id", "timestamp", "signature"))
        if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > 300:
            return 401  # An old one may be somebody's who has overheard it.
        signed = f"{id}.{sent_at}.".encode() + body
        expected = [b"v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)) for key in KEYS]
        if not any(hmac.compare_digest(one, given) for one in expected for given in signatures.encode().split()):
            return 401
        if id not in seen:  # What has been taken before is taken again, and has no second effect.
            delivery = json.loads(body)
            print(id, delivery["type"], json.dumps(delivery["data"], ensure_ascii=False), flush=True)
            seen.add(id)
        return 204

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer((os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", 8080))), Receiver)
print("listening on port", server.server_port, flush=True)
server.serve_forever()
