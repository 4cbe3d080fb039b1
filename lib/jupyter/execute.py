"""Executes notebooks on the Deno kernel, each on its own, and keeps every output.

Reads JSON lines from standard input, {"id", "notebook", "out", "kernels", "runtime", "cwd",
"timeout", "prelude"} for each notebook to execute at once and {"stop": id} to give it up, and
writes JSON lines to standard output, each with the notebook's "id": {"kernel": process id},
{"cell": index} before each code cell, and at last {"done": true} or {"failed": kind, ...}. When
standard input closes, the kernels are ended and then the program.

Deno's kernel may say that a cell is done before it has sent the cell's outputs, and nbclient then
drops them without a word. Its outputs, though, all pass one queue, in order. So nothing is made
here of the kernel being idle: behind each cell a mark is sent through that queue, and what
arrives before the mark belongs to the cell. Displays are acknowledged one by one (prelude.ts).
"""

import functools
import json
import os
import signal
import sys
import threading
import time
import traceback
from pathlib import Path

# jsonschema would compile a grammar of all IRIs with it, which takes longer than all else here.
sys.modules["rfc3987_syntax"] = None

import nbformat
import zmq
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

CHANNEL = "application/x-aftershock-mark"  # as in prelude.ts
START_TRIES = 3  # another program may take a port between its choice and its use
START_SECONDS = 60
MARK_SECONDS = 60  # from the kernel's reply to the last output of the cell


class Failure(Exception):
    def __init__(self, kind, **facts):
        super().__init__(kind)
        self.facts = {"failed": kind, **facts}


saying = threading.Lock()


def say(**event):
    with saying:
        print(json.dumps(event), flush=True)


class Kernel:
    """One kernel that nobody else talks to."""

    def __init__(self, job, tell, stopped):
        self.stopped = stopped
        self.log = Path(job["runtime"]) / "kernel.log"
        specs = KernelSpecManager(kernel_dirs=[job["kernels"]], ensure_native_kernel=False)
        self.manager = KernelManager(
            kernel_name="deno",
            kernel_spec_manager=specs,
            connection_file=str(Path(job["runtime"]) / "kernel.json"),
            context=zmq.Context(),
        )
        # The kernel listens after some 200 ms; by default zmq looks only every 100.
        self.manager.context.setsockopt(zmq.RECONNECT_IVL, 5)
        self.replies = {}
        self.marks = set()
        self.question = None
        self.heard = set()
        self.receive = lambda message: None
        with self.log.open("wb") as log:
            try:
                self.manager.start_kernel(cwd=job["cwd"], stdout=log, stderr=log)
            except OSError as error:
                raise Failure("start", message=str(error)) from error
        tell(kernel=self.manager.provisioner.pid)
        self.client = self.manager.client()
        self.client.start_channels(hb=False)
        self.poller = zmq.Poller()
        for channel in self.channels():
            self.poller.register(channel.socket, zmq.POLLIN)

    def channels(self):
        return self.client.iopub_channel, self.client.stdin_channel, self.client.shell_channel

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.manager.context.destroy(linger=0)

    def wait(self, until, seconds, otherwise):
        """Handles messages until `until()`; raises `otherwise` after `seconds`."""
        deadline = time.monotonic() + seconds
        handlers = list(zip(self.channels(), (self.on_iopub, self.on_stdin, self.on_shell)))
        while not until():
            if self.stopped.is_set():
                raise Failure("stopped")
            ready = dict(self.poller.poll(100))
            for channel, handle in handlers:
                if channel.socket in ready:
                    try:
                        handle(channel.get_msg(timeout=0))
                    except ValueError as error:  # two messages written into each other
                        raise Failure("garbled", message=str(error)) from error
            if self.question in self.marks:
                self.client.input(self.question)
                self.question = None
            if not ready and not self.manager.is_alive():
                raise Failure("died", message=self.last_words())
            if time.monotonic() > deadline:
                raise otherwise

    def on_iopub(self, message):
        self.heard.add(message["parent_header"].get("msg_id"))
        mark = message["content"].get("data", {}).get(CHANNEL)
        if mark is None:
            self.receive(message)
        else:
            self.marks.add(mark)

    def on_stdin(self, message):
        question = message["content"]["prompt"]
        if not question.startswith(CHANNEL + " "):
            raise Failure("asked", message=question)
        self.question = question.removeprefix(CHANNEL + " ")

    def on_shell(self, message):
        self.replies[message["parent_header"].get("msg_id")] = message["content"]

    def last_words(self):
        """What the kernel's process said of its end: its error, else its last line."""
        lines = self.log.read_text(errors="replace").strip().splitlines() or [""]
        return next((line for line in lines if line.startswith("error")), lines[-1]).strip()

    def connect(self, prelude):
        """Returns once the kernel answers and what it publishes arrives here."""
        late = Failure("start", message=f"it did not answer within {START_SECONDS} seconds")
        deadline = time.monotonic() + START_SECONDS
        asked = set()
        while not asked & self.heard:
            # What is published before our subscription has reached the kernel is lost: ask again.
            asked.add(self.client.kernel_info())
            try:
                self.wait(lambda: asked & self.heard, 0.2, TimeoutError())
            except TimeoutError:
                if time.monotonic() > deadline:
                    raise late from None
        self.wait(lambda: asked & self.replies.keys(), START_SECONDS, late)
        info = self.replies[next(iter(asked & self.replies.keys()))]
        reply = self.execute(prelude, START_SECONDS, late, silent=True)
        if reply["status"] != "ok":
            raise Failure("start", message=reply.get("evalue", "its prelude failed"))
        return info["language_info"]

    def execute(self, code, seconds, late, silent=False):
        flags = {"silent": silent, "store_history": not silent, "allow_stdin": True}
        request = self.client.execute(code, **flags)
        self.wait(lambda: request in self.replies, seconds, late)
        return self.replies.pop(request)

    def drain(self, name):
        """Returns once all outputs sent so far have arrived."""
        late = Failure("late", message=f"outputs did not arrive within {MARK_SECONDS} seconds")
        code = f"void globalThis[Symbol.for({CHANNEL!r})]({name!r});"
        self.execute(code, MARK_SECONDS, late, silent=True)
        self.wait(lambda: name in self.marks, MARK_SECONDS, late)


def start(job, tell, stopped):
    for attempt in range(START_TRIES):
        kernel = Kernel(job, tell, stopped)
        try:
            return kernel, kernel.connect(job["prelude"])
        except BaseException as error:
            kernel.close()
            if not isinstance(error, Failure) or error.facts["failed"] != "died":
                raise
            if attempt + 1 == START_TRIES:
                raise Failure("start", message=error.facts["message"]) from error


def run(notebook, kernel, tell, timeout):
    client = NotebookClient(notebook, record_timing=False)
    client.reset_execution_trackers()
    for index, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        if not cell.source.strip():
            continue
        tell(cell=index)

        def receive(message):
            if message["msg_type"] not in ("status", "execute_input"):
                client.process_message(message, cell, index)

        client.clear_before_next_output = False
        kernel.receive = receive
        try:
            late = Failure("timeout", message=f"it ran longer than {timeout} seconds")
            reply = kernel.execute(cell.source, timeout, late)
            kernel.drain(f"cell {index}")
        except Failure as failure:
            failure.facts["cell"] = index
            raise
        cell.execution_count = reply["execution_count"]
        cell.outputs = merge_streams(cell.outputs)
        if reply["status"] != "ok":
            raise thrown(index, reply)
        for output in cell.outputs:
            # A value that throws while it is shown does not make the reply an error.
            if output.output_type == "error":
                raise thrown(index, output)


def thrown(index, error):
    facts = {key: error.get(key) for key in ("ename", "evalue", "traceback")}
    return Failure("threw", cell=index, **facts)


def merge_streams(outputs):
    merged = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last and output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def execute(job, stopped):
    tell = functools.partial(say, id=job["id"])
    kernel = None
    try:
        notebook = nbformat.read(job["notebook"], as_version=4)
        kernel, language = start(job, tell, stopped)
        run(notebook, kernel, tell, job["timeout"])
        notebook.metadata.language_info = language
        # Not by nbformat.write: with indentation Python encodes JSON ten times as slowly.
        with open(job["out"], "w", encoding="utf-8") as file:
            file.write(json.dumps(notebook, sort_keys=True, ensure_ascii=False))
        tell(done=True)
    except Failure as failure:
        tell(**failure.facts)
    except Exception:
        tell(failed="broken", message=traceback.format_exc())
    finally:
        if kernel:
            kernel.close()


def main():
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, lambda *_: sys.exit())
    stops, threads = {}, []
    try:
        for line in sys.stdin:
            order = json.loads(line)
            if "stop" in order:
                stops[order["stop"]].set()
                continue
            stopped = stops[order["id"]] = threading.Event()
            threads.append(threading.Thread(target=execute, args=(order, stopped)))
            threads[-1].start()
    finally:
        for stopped in stops.values():
            stopped.set()
        for thread in threads:
            thread.join()


main()
# Python would take 0.1 s to free what ends with it.
os._exit(0)
