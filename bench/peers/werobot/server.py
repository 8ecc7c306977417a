import os

import waitress
from werobot import WeRoBot

# Without sessions: by default it reads and writes one in a file of SQLite's for each message.
robot = WeRoBot(token=os.environ["TOKEN"], SESSION_STORAGE=False)


@robot.text
def answer():
    return os.environ["ANSWER"]


server = waitress.create_server(robot.wsgi, host="127.0.0.1", port=0)
print(f"http://127.0.0.1:{server.effective_port}", flush=True)
server.run()
