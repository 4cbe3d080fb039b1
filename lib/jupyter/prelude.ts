/// <reference lib="deno.unstable" />
// Sent to the kernel by execute.py before the first cell; the channel's name stands in both.
//
// The kernel announces that a cell is done on another path than the cell's outputs, so that the
// announcement can overtake an output, or be written into the middle of a long one. Here every
// display therefore waits, inside the cell, until the runner says that it has arrived: a mark is
// sent behind it on its own path, and the runner answers the question once the mark is there.
{
  const channel = "application/x-aftershock-mark";
  const { broadcast, display } = Deno.jupyter;
  const ask = prompt;

  const mark = (id: string): Promise<void> =>
    broadcast("display_data", { data: { [channel]: id }, metadata: {}, transient: {} });

  let displays = 0;
  const arrived = async (): Promise<void> => {
    const id = `display ${++displays}`;
    await mark(id);
    // The kernel answers null by itself, after a short wait, while the runner is still connecting.
    for (let tries = 0; tries < 100; tries++) if (ask(`${channel} ${id}`) === id) return;
    throw new Error("The notebook's runner does not answer.");
  };

  Deno.jupyter.broadcast = async (...message) => {
    await broadcast(...message);
    await arrived();
  };
  Deno.jupyter.display = async (...shown) => {
    await display(...shown);
    await arrived();
  };
  Object.assign(globalThis, { [Symbol.for(channel)]: mark });

  // Left alone, a kernel outlives a runner that was killed: it has a session of its own.
  const runner = Deno.ppid;
  Deno.unrefTimer(setInterval(() => Deno.ppid === runner || Deno.exit(1), 1000));
  await arrived();
}
